"""A course file becomes a draft: first its files, each by itself, then the course, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import transaction

from courses.handouts import FILE
from courses.models import Chapter, Course, Lecture
from courses.richtext.vocabulary import ASSET
from courses.roundtrip.archive import PIECE, Parcel
from courses.roundtrip.belongings import belongings
from courses.roundtrip.manifest import CaptionEntry, FileEntry, LectureEntry, Manifest, renamed
from courses.roundtrip.promises import promise
from courses.services import add_chapter, add_lecture, attach_deck, attach_document, create_course
from media.captions.cues import Captions
from media.captions.reading import Reading, read_text
from media.models import Asset, AssetKind, CaptionSource
from media.services import begin_upload, prepare_asset, receive_chunk
from media.services.captioning import rename_captions, take_captions
from media.services.publishing_captions import show_to_members
from school.organisation.models import Member, Organisation

_NAMED: Final = re.compile(r"asset:(?P<file>f[1-9]\d{0,3})\b", re.ASCII)


@dataclass(frozen=True)
class Home:
    """For which organisation, by whom and when a course is unpacked."""

    organisation: Organisation
    member: Member
    at: datetime


def take_files(
    parcel: Parcel, home: Home, *, taken: Mapping[str, Asset], tell: Callable[[str, Asset], None]
) -> dict[str, Asset]:
    """Make assets of the files that have not been taken yet; `tell` hears of each one as soon as it is kept.

    Raises:
        ParcelDamaged: a file is not the one that was promised.
        UploadTooLarge, QuotaExceeded: there is no room for one.
    """
    assets = dict(taken)
    handed_out = {lecture.deck for lecture in parcel.manifest.lectures() if lecture.kind == FILE}
    for file in parcel.manifest.files:
        if file.id not in assets:
            kind = AssetKind.DOCUMENT if file.id in handed_out else None
            assets[file.id] = _take(parcel, file, home, kind)
            tell(file.id, assets[file.id])
    for lecture in parcel.manifest.lectures():
        for name in lecture.pictures:
            # A text may only show what is known to be a picture.
            prepare_asset(asset_id=assets[name].pk)
    return assets


@transaction.atomic
def write_course(manifest: Manifest, assets: Mapping[str, Asset], home: Home) -> Course:
    """The draft, with new identities throughout."""
    course = create_course(
        organisation=home.organisation,
        member=home.member,
        title=manifest.title,
        summary=manifest.summary,
        required=manifest.required,
        at=home.at,
    )
    course.discussed = manifest.discussed
    for name, words in manifest.labels.items():
        setattr(course, name, words)
    course.save(update_fields=["discussed", *manifest.labels])
    for file in manifest.files:
        _say_of_file(assets[file.id], file, home)
    names: dict[str, str] = {}
    for entry in manifest.chapters:
        chapter = add_chapter(course=course, title=entry.title, at=home.at)
        for lecture in entry.lectures:
            names[lecture.id] = _write_lecture(chapter, lecture, assets, names, home).public_id
    return course


def _take(parcel: Parcel, file: FileEntry, home: Home, kind: AssetKind | None) -> Asset:
    with TemporaryDirectory(prefix="course-") as folder:
        path = Path(folder) / file.id
        parcel.copy_file(file, path)
        asset = begin_upload(
            organisation=home.organisation,
            member=home.member,
            filename=file.name,
            size=file.size,
            title=file.title,
            kind=kind,
            at=home.at,
        )
        with path.open("rb") as source:
            return receive_chunk(asset=asset, offset=0, chunks=iter(lambda: source.read(PIECE), b""), at=home.at)


def _say_of_file(asset: Asset, file: FileEntry, home: Home) -> None:
    promise(asset=asset, file=file)
    for entry in file.captions:
        _caption(asset, entry, home)


def _caption(asset: Asset, entry: CaptionEntry, home: Home) -> None:
    """What members get first, then what the author has written since."""
    for text in (entry.published, entry.text):
        if text or not entry.published:
            caption = take_captions(
                asset=asset,
                language=entry.language,
                reading=read_text(text) if text.strip() else Reading(Captions()),
                source=CaptionSource.IMPORTED,
                by=home.member,
                at=home.at,
            )
        if text and text == entry.published and not caption.is_published:
            caption = show_to_members(caption=caption)
    rename_captions(caption=caption, label=entry.label)


def _write_lecture(
    chapter: Chapter, entry: LectureEntry, assets: Mapping[str, Asset], names: Mapping[str, str], home: Home
) -> Lecture:
    lecture = add_lecture(
        chapter=chapter,
        kind=entry.kind,
        title=entry.title,
        summary=entry.summary,
        body=_text(entry, assets),
        minutes=Decimal(entry.minutes),
        asset=assets[entry.recording] if entry.recording else None,
        gate=renamed(entry.gate, names),
        at=home.at,
    )
    if entry.deck:
        attach = attach_document if entry.kind == FILE else attach_deck
        attach(lecture=lecture, asset=assets[entry.deck], at=home.at)
    # Page times are judged when the course is published: nobody knows yet how many pages the deck will have.
    lecture.page_times = list(entry.page_times)
    lecture.intro_ends_ms, lecture.credits_start_ms = entry.intro_ends_ms, entry.credits_start_ms
    for name, words in entry.labels.items():
        setattr(lecture, name, words)
    lecture.save(update_fields=["page_times", "intro_ends_ms", "credits_start_ms", *entry.labels])
    for code, data in entry.belongings.items():
        belongings()[code].put(lecture, data, home.member, home.at)
    return lecture


def _text(entry: LectureEntry, assets: Mapping[str, Asset]) -> str:
    """The text with the pictures of this installation. It is cleaned like every text when it is saved."""
    shown = {name: assets[name].public_id for name in entry.pictures}
    return _NAMED.sub(lambda found: ASSET + shown.get(found["file"], "gone"), entry.body)
