"""A draft as a course file: what is written to the manifest, and where the bytes come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

from courses.models import Chapter, Course, Lecture
from courses.richtext.canonical import canonical
from courses.richtext.vocabulary import ASSET, PICTURE
from courses.roundtrip.archive import PIECE, Opener, write_parcel
from courses.roundtrip.belongings import belongings
from courses.roundtrip.errors import CourseNotExportable
from courses.roundtrip.manifest import CaptionEntry, ChapterEntry, FileEntry, LectureEntry, Manifest, renamed
from courses.roundtrip.promises import promised_of
from courses.services.pictures import pictures_of
from courses.standard_kinds import ARTICLE
from media import storage
from media.models import Asset, AssetState

HUNDREDTH: Final = Decimal("0.01")


@dataclass
class Packing:
    """The files of a course, named in the order in which they are met."""

    names: dict[int, str] = field(default_factory=dict)
    entries: list[FileEntry] = field(default_factory=list)
    openers: dict[str, Opener] = field(default_factory=dict)

    def name_of(self, asset: Asset | None) -> str | None:
        """The name of the file in the manifest; it is taken along when it is first asked for."""
        if asset is None:
            return None
        if asset.pk not in self.names:
            self.names[asset.pk] = f"f{len(self.names) + 1}"
            self.entries.append(_file(self.names[asset.pk], asset))
            self.openers[self.entries[-1].sha256] = _opener(asset)
        return self.names[asset.pk]


@dataclass(frozen=True)
class Packed:
    """A course that is ready to be written."""

    manifest: Manifest
    openers: dict[str, Opener]

    def __iter__(self) -> Iterator[bytes]:
        return write_parcel(self.manifest, self.openers)


def pack_course(course: Course) -> Packed:
    """The draft with all that belongs to it.

    Raises:
        CourseNotExportable: a file has not arrived yet, or its original is gone.
    """
    chapters = list(course.chapters.in_draft())
    lectures = list(
        Lecture.objects.in_draft().filter(chapter__course=course).select_related("chapter", "asset", "deck")
    )
    names = {lecture.public_id: f"l{number}" for number, lecture in enumerate(lectures, start=1)}
    packing = Packing()
    entries = [
        _chapter(chapter, [row for row in lectures if row.chapter_id == chapter.pk], names, packing)
        for chapter in chapters
    ]
    manifest = Manifest(
        title=course.title,
        summary=course.summary,
        required=course.required,
        discussed=course.discussed,
        source=course.source,
        byline=course.byline,
        editor=course.editor,
        chapters=tuple(entries),
        files=tuple(packing.entries),
    )
    return Packed(manifest, packing.openers)


def _chapter(chapter: Chapter, lectures: list[Lecture], names: dict[str, str], packing: Packing) -> ChapterEntry:
    return ChapterEntry(title=chapter.title, lectures=tuple(_lecture(row, names, packing) for row in lectures))


def _lecture(lecture: Lecture, names: dict[str, str], packing: Packing) -> LectureEntry:
    body, pictures = _text(lecture, packing)
    hung = {code: belonging.export(lecture) for code, belonging in belongings().items()}
    return LectureEntry(
        id=names[lecture.public_id],
        kind=lecture.kind,
        title=lecture.title,
        summary=lecture.summary,
        body=body,
        pictures=pictures,
        **lecture.labels,
        minutes=str(lecture.minutes.quantize(HUNDREDTH)),
        recording=packing.name_of(lecture.asset),
        deck=packing.name_of(lecture.deck),
        page_times=tuple(lecture.page_times),
        intro_ends_ms=lecture.intro_ends_ms,
        credits_start_ms=lecture.credits_start_ms,
        gate=_gate(lecture, names),
        belongings={code: data for code, data in hung.items() if data is not None},
    )


def _text(lecture: Lecture, packing: Packing) -> tuple[str, tuple[str, ...]]:
    """The text in its lasting form, calling its pictures as the file does; of what it may not show, no name remains."""
    body = canonical(lecture.body) if lecture.kind == ARTICLE else lecture.body
    held = {asset.public_id: packing.name_of(asset) for asset in pictures_of(lecture=lecture)}
    text = PICTURE.sub(lambda found: ASSET + (held.get(found["asset"]) or "gone"), body)
    return text, tuple(sorted((name for name in held.values() if name), key=lambda name: int(name[1:])))


def _gate(lecture: Lecture, names: dict[str, str]) -> dict[str, object]:
    try:
        return renamed(lecture.gate, names)
    except KeyError as error:
        raise CourseNotExportable(title=lecture.title) from error


def _file(name: str, asset: Asset) -> FileEntry:
    if asset.state == AssetState.UPLOADING or not storage.has_original(asset.store_key):
        raise CourseNotExportable(title=asset.title)
    promised = promised_of(asset)
    return FileEntry(
        id=name,
        sha256=asset.sha256 or _digest(asset),
        size=asset.size,
        name=asset.file_name,
        title=asset.title,
        poster=promised.poster,
        captions=tuple(_captions(asset)),
        descriptions=promised.descriptions,
    )


def _captions(asset: Asset) -> Iterator[CaptionEntry]:
    for caption in asset.captions.order_by("language"):
        yield CaptionEntry(
            language=caption.language, label=caption.label, text=caption.text, published=caption.published_text
        )


def _opener(asset: Asset) -> Opener:
    def opened() -> AbstractContextManager[Path]:
        return storage.original(asset.store_key)

    return opened


def _digest(asset: Asset) -> str:
    """Of a file that nobody has looked at yet."""
    digest = hashlib.sha256()
    with storage.original(asset.store_key) as path, path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
