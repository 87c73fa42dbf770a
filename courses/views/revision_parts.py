"""What stands in the lectures of a revision, in plain words: for its page, and for comparing two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.availability import Facts, judge
from courses.durations import minutes_in_words
from courses.gates import in_words, named_courses, titles_of
from courses.handouts import FILE, handed_out_name
from courses.models import LectureRevision
from courses.richtext import plain_text
from quizzes.models import QuestionVersion

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_LONG_AFTER = datetime(2999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """A named part of a lecture, with its text; "" where there is none."""

    name: str
    text: str


def published_parts(*sides: Sequence[LectureRevision]) -> list[dict[int, list[Part]]]:
    """For each revision, its parts by lecture; one query for all questions, one for all courses that gates name."""
    every = [row for rows in sides for row in rows]
    versions, courses = _versions(every), titles_of(named_courses(row.gate for row in every))
    told = []
    for rows in sides:
        titles = {row.lecture.public_id: row.title for row in rows} | courses
        told.append({row.lecture_id: [part for part in _parts(row, versions, titles) if part.text] for row in rows})
    return told


def _parts(row: LectureRevision, versions: dict[int, QuestionVersion], titles: dict[str, str]) -> Iterable[Part]:
    yield Part(_("Title"), row.title)
    yield Part(_("Chapter"), row.chapter_title)
    yield Part(_("Summary"), row.summary)
    yield Part(_("Source, author, editor"), "\n".join(label for label in row.labels.values() if label))
    yield Part(_("Recording"), (row.asset.title or row.asset.file_name) if row.asset else "")
    yield Part(_("Required part"), _required(row))
    named = (row.deck.title or row.deck.file_name) if row.deck else ""
    yield Part(_("File"), handed_out_name(row.deck) if row.deck and row.kind == FILE else "")
    yield Part(_("Slides"), named if row.kind != FILE else "")
    yield Part(_("Pages"), _pages(row) if row.deck and row.kind != FILE else "")
    yield Part(_("Text"), plain_text(row.body))
    yield Part(_("Rules of the quiz"), _rules(row.content))
    yield Part(_("Questions"), "\n".join(_questions(row.content, versions)))
    yield Part(_("Opens"), _opens(row, titles))
    yield Part(_("Length"), minutes_in_words(row.minutes) if row.minutes else "")


def _opens(row: LectureRevision, titles: dict[str, str]) -> str:
    """The condition, as it is told to somebody who has achieved nothing: long before, and long after any date."""
    told = [unmet for at in (_LONG_AGO, _LONG_AFTER) for unmet in judge(row.gate, Facts(at=at)).unmet]
    return in_words(dict.fromkeys(told), titles)


def _required(row: LectureRevision) -> str:
    if row.asset is None or row.required_to_ms is None:
        return ""
    if not row.required_from_ms and row.required_to_ms == row.asset.duration_ms:
        return ""
    named = {"start": _clock(row.required_from_ms or 0), "end": _clock(row.required_to_ms)}
    return _("from %(start)s to %(end)s") % named


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def _pages(row: LectureRevision) -> str:
    lines = []
    for number, section in enumerate(row.content.get("sections", []), start=1):
        begins = section.get("starts_ms")
        when = "" if begins is None else f" ({_clock(begins)})"
        lines.append(f"{number}{when} {section.get('title', '')}".rstrip())
    return "\n".join(lines)


def _rules(content: dict[str, Any]) -> str:
    if "pass_percent" not in content:
        return ""
    lines = [_("%(percent)s%% of the marks are needed to pass.") % {"percent": content["pass_percent"]}]
    if content.get("attempts_allowed"):
        lines.append(_("Attempts allowed: %(count)s.") % {"count": content["attempts_allowed"]})
    if content.get("time_limit_minutes"):
        lines.append(_("Time limit: %(count)s minutes.") % {"count": content["time_limit_minutes"]})
    return "\n".join(lines)


def _questions(content: dict[str, Any], versions: dict[int, QuestionVersion]) -> Iterable[str]:
    for number, item in enumerate(content.get("items", []), start=1):
        version = versions.get(item["question_version"])
        if version is None:
            continue
        named = {"number": number, "stem": version.stem, "marks": item["max_mark"], "version": version.number}
        yield _("%(number)s. %(stem)s (marks: %(marks)s, version %(version)s)") % named


def _versions(rows: Sequence[LectureRevision]) -> dict[int, QuestionVersion]:
    asked = {item["question_version"] for row in rows for item in row.content.get("items", [])}
    return QuestionVersion.objects.in_bulk(asked) if asked else {}
