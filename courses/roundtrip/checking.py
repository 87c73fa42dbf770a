"""Everything that stands in the way of importing a course file, row by row; nothing is changed by asking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.handouts import FILE
from courses.kinds import UnknownKind, kind_of
from courses.roundtrip.belongings import belongings
from courses.roundtrip.manifest import CaptionEntry, FileEntry, LectureEntry, Manifest, is_gate, renamed
from media.captions.languages import LANGUAGES
from media.captions.reading import read_text

LARGEST_MINUTES = Decimal("9999.99")


@dataclass(frozen=True)
class Problem:
    """`where` names chapter, lecture or file as the author called it; `sentence` says what is wrong."""

    where: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        """As a report keeps it."""
        return asdict(self)


def problems_of(manifest: Manifest) -> list[Problem]:
    """Whole sentences, in the order of the course; empty when it can be imported."""
    found = list(_of_names(manifest))
    files = {file.id for file in manifest.files}
    used: set[str] = set()
    handed_out = {lecture.deck for lecture in manifest.lectures() if lecture.kind == FILE and lecture.deck}
    earlier: dict[str, str] = {}
    for lecture in manifest.lectures():
        wanted = {name for name in (lecture.recording, lecture.deck, *lecture.pictures) if name}
        used |= wanted
        found += [Problem(lecture.title, sentence) for sentence in _of_lecture(lecture, wanted - files, earlier)]
        otherwise = {lecture.recording, *lecture.pictures, lecture.deck if lecture.kind != FILE else None}
        if handed_out & otherwise:
            found.append(Problem(lecture.title, _("A file that it uses is handed out to members elsewhere.")))
        earlier[lecture.id] = lecture.id
    for file in manifest.files:
        found += [Problem(file.title, sentence) for sentence in _of_file(file, used=file.id in used)]
    return found


def _of_names(manifest: Manifest) -> Iterator[Problem]:
    names = [lecture.id for lecture in manifest.lectures()]
    if len(set(names)) < len(names):
        yield Problem(manifest.title, _("Two lectures in the file have the same name."))


def _of_lecture(lecture: LectureEntry, missing: set[str], earlier: dict[str, str]) -> Iterator[str]:
    try:
        kind_of(lecture.kind)
    except UnknownKind:
        yield _("There is no kind of lecture called “%(kind)s” here.") % {"kind": lecture.kind}
    if missing:
        yield _("A file that it uses is not in the list of files.")
    if not _gate_fits(lecture, earlier):
        yield _("Its opening condition cannot be understood, or names a lecture that does not come before it.")
    begins, ends = lecture.intro_ends_ms, lecture.credits_start_ms
    if begins is not None and ends is not None and ends <= begins:
        yield _("Between intro and credits nothing is left to watch.")
    known = belongings()
    for code, data in lecture.belongings.items():
        if code not in known:
            yield _("It brings something that is not known here: “%(code)s”.") % {"code": code[:40]}
        else:
            yield from known[code].problems(data)


def _gate_fits(lecture: LectureEntry, earlier: dict[str, str]) -> bool:
    if not is_gate(lecture.gate):
        return False
    try:
        renamed(lecture.gate, earlier)
    except KeyError:
        return False
    return True


def _of_file(file: FileEntry, *, used: bool) -> Iterator[str]:
    if not used:
        yield _("No lecture uses this file.")
    languages = [caption.language for caption in file.captions]
    if len(set(languages)) < len(languages):
        yield _("It has captions twice in the same language.")
    if not all(number.isascii() and number.isdecimal() and 0 < int(number) < 10_000 for number in file.descriptions):
        yield _("A description belongs to no page.")
    for caption in file.captions:
        yield from _of_caption(caption)


def _of_caption(caption: CaptionEntry) -> Iterator[str]:
    named = {"language": caption.language}
    if caption.language not in LANGUAGES:
        yield _("Captions in “%(language)s” are not known here.") % named
    elif any(read_text(text).refusals for text in (caption.text, caption.published) if text):
        yield _("The captions in “%(language)s” cannot be read.") % named
