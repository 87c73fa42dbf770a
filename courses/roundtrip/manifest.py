"""What a course file says of itself: `manifest.json`, typed and strict. Pure.

Things are named within the file: lectures `l1`, `l2` …, files `f1`, `f2` … in the order in which they are first used.
So the same course gives the same manifest wherever it is exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from courses.availability import GateMalformed, check

FORMAT: Final = "online-party-school/course"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
LARGEST_MANIFEST: Final = 20 * 1024**2
MOST_CHAPTERS: Final = 200
MOST_LECTURES: Final = 500
MOST_FILES: Final = 2_000

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LectureName = Annotated[str, StringConstraints(pattern=r"^l[1-9]\d{0,3}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^f[1-9]\d{0,3}$")]
Label = Annotated[str, StringConstraints(max_length=120)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Minutes = Annotated[str, StringConstraints(pattern=r"^\d{1,4}\.\d{2}$")]
Milliseconds = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Entry(BaseModel):
    """Base of all parts: nothing unknown, nothing converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CaptionEntry(Entry):
    """One language. `published` is what members get, empty while they get none."""

    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,12}$")]
    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    text: Annotated[str, StringConstraints(max_length=1_048_576)]
    published: Annotated[str, StringConstraints(max_length=1_048_576)] = ""


class FileEntry(Entry):
    """An uploaded file, whose bytes lie at `files/<sha256>`, with all that was written to it."""

    id: FileName
    sha256: Digest
    size: Annotated[int, Field(ge=1)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    poster: Annotated[int, Field(ge=0, le=99)] = 0
    captions: Annotated[tuple[CaptionEntry, ...], Field(max_length=60)] = ()
    descriptions: dict[str, Annotated[str, StringConstraints(max_length=300)]] = {}
    """Of the pages of a deck, by the page's number."""


class LabelledEntry(Entry):
    """Who it comes from, see `courses.models.labels`."""

    source: Label = ""
    byline: Label = ""
    editor: Label = ""

    @property
    def labels(self) -> dict[str, str]:
        """All three."""
        return {"source": self.source, "byline": self.byline, "editor": self.editor}


class LectureEntry(LabelledEntry):
    """A lecture. `gate` names other lectures as this file does; `belongings` are what other apps hang on it."""

    id: LectureName
    kind: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    title: Title
    summary: Annotated[str, StringConstraints(max_length=1000)] = ""
    body: Annotated[str, StringConstraints(max_length=200_000)] = ""
    minutes: Minutes = "0.00"
    recording: FileName | None = None
    deck: FileName | None = None
    page_times: Annotated[tuple[Milliseconds | None, ...], Field(max_length=1000)] = ()
    intro_ends_ms: Milliseconds | None = None
    credits_start_ms: Milliseconds | None = None
    gate: dict[str, Any] = {}
    pictures: Annotated[tuple[FileName, ...], Field(max_length=500)] = ()
    """Which its text shows, where it says `asset:f1`."""
    belongings: dict[str, Any] = {}


class ChapterEntry(Entry):
    title: Title
    lectures: Annotated[tuple[LectureEntry, ...], Field(max_length=MOST_LECTURES)] = ()


class Manifest(LabelledEntry):
    """A whole course as its authors have it: the draft."""

    format: Literal["online-party-school/course"] = FORMAT
    version: Literal[1] = VERSION
    title: Title
    summary: Annotated[str, StringConstraints(max_length=1000)] = ""
    required: bool = False
    discussed: bool | None = None
    chapters: Annotated[tuple[ChapterEntry, ...], Field(max_length=MOST_CHAPTERS)] = ()
    files: Annotated[tuple[FileEntry, ...], Field(max_length=MOST_FILES)] = ()

    def lectures(self) -> Iterator[LectureEntry]:
        """All of them, in order."""
        for chapter in self.chapters:
            yield from chapter.lectures

    def file(self, name: str) -> FileEntry:
        """The file of that name. Raises KeyError."""
        return {file.id: file for file in self.files}[name]

    def to_json(self) -> bytes:
        """As it stands in the zip; the same course gives the same bytes."""
        return self.model_dump_json(indent=1, exclude_defaults=False).encode()


def renamed(gate: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The gate with lectures called by other names (see `courses.availability` for its grammar).

    Raises:
        GateMalformed: it is no gate.
        KeyError: it names a lecture that has no other name.
    """
    check(gate)
    return cast("dict[str, Any]", _renamed(gate, names))


def is_gate(gate: Mapping[str, Any]) -> bool:
    """Whether the data can be judged as a gate."""
    try:
        check(gate)
    except GateMalformed:
        return False
    return True


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_renamed(inner, names) for inner in part]
    if not isinstance(part, Mapping):
        return part
    return {
        operator: names[operand] if operator in {"completed", "passed"} else _renamed(operand, names)
        for operator, operand in part.items()
    }
