"""What a new revision remembers of the ones before it, so that nobody is shown less than before.

A recording remembers which earlier ones its author said it continues, and what was to be watched of its lecture before.
A course remembers of which lectures it consisted before, and until when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.carrying import Carried, carried_to, from_json, to_json
from courses.models import CourseRevision, LectureRevision, MediaReplacement


@dataclass(frozen=True)
class OutgrownCourse:
    """The lectures, by primary key, that the course consisted of `until` the next revision was published."""

    until: datetime
    lecture_ids: frozenset[int]

    def percent(self, completed_at: dict[int, datetime]) -> int:
        """What share of it was completed by then, in whole percent."""
        done = [pk for pk in self.lecture_ids if pk in completed_at and completed_at[pk] <= self.until]
        return len(done) * 100 // len(self.lecture_ids)


@dataclass(frozen=True)
class OutgrownRecording:
    """What was to be watched of a lecture before: a recording of `duration_ms`, with what it carried itself."""

    asset_id: int
    duration_ms: int
    required_from_ms: int | None
    required_to_ms: int | None
    carried: tuple[Carried, ...]


def trace_recordings(lectures: Sequence[LectureRevision]) -> None:
    """Fill in, on rows that are not saved yet, which recordings theirs continue. One query, none without recordings."""
    recorded = [(row, row.asset_id) for row in lectures if row.asset_id is not None]
    said = MediaReplacement.objects.statements([row.lecture_id for row, _asset_id in recorded])
    for row, asset_id in recorded:
        row.carries = to_json(carried_to(asset_id, said.get(row.lecture_id, [])))


def trace_outgrown(revision: CourseRevision, lectures: Sequence[LectureRevision]) -> None:
    """Fill in, on rows about to be saved, what came before them; after `trace_recordings`. Two queries."""
    earlier: dict[int, list[LectureRevision]] = defaultdict(list)
    courses: dict[int, set[int]] = {}
    rows = LectureRevision.objects.filter(revision__course=revision.course_id).select_related("asset")
    for old in rows.defer("body", "content", "gate", "outgrown").order_by("revision__number"):
        earlier[old.lecture_id].append(old)
        courses.setdefault(old.revision_id, set()).add(old.lecture_id)
    for row in lectures:
        row.outgrown = _recordings_before(row, earlier[row.lecture_id])
    moments = CourseRevision.objects.filter(course=revision.course_id).order_by("number")
    revision.outgrown = _courses_before(
        [(at, courses.get(pk, set())) for pk, at in moments.values_list("pk", "published_at")],
        now={row.lecture_id for row in lectures},
        at=revision.published_at,
    )


def outgrown_courses(kept: Iterable[Sequence[Any]]) -> list[OutgrownCourse]:
    """What a course revision remembers, typed."""
    return [OutgrownCourse(datetime.fromisoformat(until), frozenset(ids)) for until, ids in kept]


def outgrown_recordings(kept: Iterable[Sequence[Any]]) -> list[OutgrownRecording]:
    """What a lecture revision remembers, typed."""
    return [OutgrownRecording(pk, length, start, end, from_json(carried)) for pk, length, start, end, carried in kept]


def _courses_before(history: list[tuple[datetime, set[int]]], *, now: set[int], at: datetime) -> list[list[Any]]:
    """Each set of lectures once, with the last moment at which the course consisted of it."""
    ends = [*(published for published, _ids in history[1:]), at]
    last = {frozenset(ids): until for (_at, ids), until in zip(history, ends, strict=False) if ids and ids != now}
    return [[until.isoformat(), sorted(ids)] for ids, until in last.items()]


def _recordings_before(row: LectureRevision, history: list[LectureRevision]) -> list[list[Any]]:
    """Each once, without the one that the new revision shows itself."""
    shapes: list[list[Any]] = []
    for old in history:
        shape = _shape(old)
        if shape is not None and shape != _shape(row) and shape not in shapes:
            shapes.append(shape)
    return shapes


def _shape(row: LectureRevision) -> list[Any] | None:
    if row.asset is None or not row.asset.duration_ms:
        return None
    return [row.asset.pk, row.asset.duration_ms, row.required_from_ms, row.required_to_ms, row.carries]
