"""Changing the order of a draft: to a place beside another, or one step up or down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeVar

from django.db import transaction

from courses.models import Chapter, Lecture, StepKind
from courses.services.drafting import lock_outline
from courses.services.history import recorded, recorded_chapter
from courses.services.turning_back import PARKED
from school.errors import Conflict
from school.organisation.models import Member

Direction = Literal["up", "down"]
Row = TypeVar("Row", Chapter, Lecture)


@transaction.atomic
def place_chapter(
    *, chapter: Chapter, before: Chapter | None, at: datetime, by: Member | None = None, version: int | None = None
) -> Chapter:
    """Put the chapter before another one of its draft, or last; positions count from 1 without gaps afterwards.

    Raises:
        DraftMoved: `version` is not that of the outline any more.
        Conflict: one of the two is not in the draft.
    """
    with recorded_chapter(chapter=chapter, by=by, what=StepKind.CHAPTER_MOVED, at=at):
        draft = lock_outline(course_id=chapter.course_id, at=at, version=version)
        _renumber(_with(list(draft.chapters.in_draft()), chapter, before, own=True))
    return chapter


@transaction.atomic
def place_lecture(
    *,
    lecture: Lecture,
    chapter: Chapter,
    before: Lecture | None,
    at: datetime,
    by: Member | None = None,
    version: int | None = None,
) -> Lecture:
    """Put the lecture into a chapter of its draft, before another one there, or last. Raises as `place_chapter`."""
    course_id = lecture.chapter.course_id
    told = {"subject": lecture.public_id, "title": lecture.title}
    with recorded(course_id=course_id, by=by, what=StepKind.LECTURE_MOVED, at=at, **told):
        draft = lock_outline(course_id=course_id, at=at, version=version)
        if not draft.chapters.in_draft().filter(pk=chapter.pk).exists():
            raise Conflict
        here = list(lecture.chapter.lectures.in_draft())
        if lecture not in here:
            raise Conflict
        own = chapter.pk == lecture.chapter_id
        there = here if own else list(chapter.lectures.in_draft())
        wanted = _with(there, lecture, before, own=own)
        if not own:
            Lecture.objects.filter(pk=lecture.pk).update(chapter=chapter, position=2 * PARKED)
            lecture.chapter = chapter
            _renumber([row for row in here if row != lecture])
        _renumber(wanted)
    return lecture


@transaction.atomic
def move_chapter(*, chapter: Chapter, direction: Direction, at: datetime, by: Member | None = None) -> Chapter:
    """Change places with the chapter before or after; the first and the last stay where they are."""
    rows = list(chapter.course.chapters.in_draft())
    place = _place_of(chapter, rows)
    if not 0 <= place + (-1 if direction == "up" else 1) < len(rows):
        return chapter
    before = rows[place - 1] if direction == "up" else _at(rows, place + 2)
    return place_chapter(chapter=chapter, before=before, at=at, by=by)


@transaction.atomic
def move_lecture(*, lecture: Lecture, direction: Direction, at: datetime, by: Member | None = None) -> Lecture:
    """Change places with the lecture before or after; over the edge of a chapter, move into the next one."""
    rows = list(lecture.chapter.lectures.in_draft())
    place = _place_of(lecture, rows)
    if 0 <= place + (-1 if direction == "up" else 1) < len(rows):
        beside = rows[place - 1] if direction == "up" else _at(rows, place + 2)
        return place_lecture(lecture=lecture, chapter=lecture.chapter, before=beside, at=at, by=by)
    chapters = list(lecture.chapter.course.chapters.in_draft())
    number = _place_of(lecture.chapter, chapters) + (-1 if direction == "up" else 1)
    if not 0 <= number < len(chapters):
        return lecture
    first = chapters[number].lectures.in_draft().first() if direction == "down" else None
    return place_lecture(lecture=lecture, chapter=chapters[number], before=first, at=at, by=by)


def _place_of(row: Row, rows: Sequence[Row]) -> int:
    if row not in rows:
        raise Conflict
    return rows.index(row)


def _at(rows: Sequence[Row], place: int) -> Row | None:
    return rows[place] if place < len(rows) else None


def _with(rows: list[Row], row: Row, before: Row | None, *, own: bool) -> list[Row]:
    """The rows in their new order, with `row` before `before` or last."""
    if own and row not in rows:
        raise Conflict
    left = rows.copy()
    if row in left:
        left.remove(row)
    if before is None:
        left.append(row)
    elif before in left:
        left.insert(left.index(before), row)
    else:
        raise Conflict
    return left


def _renumber(rows: Sequence[Row]) -> None:
    """Positions from 1 in this order, through places past the last: the unique position holds after every statement."""
    wanted = {row.pk: number for number, row in enumerate(rows, start=1)}
    model = type(rows[0]) if rows else None
    if model is None:
        return
    stand = dict(model.objects.filter(pk__in=wanted).values_list("pk", "position"))
    moved = [row for row in rows if stand[row.pk] != wanted[row.pk]]
    for offset in (PARKED, 0):
        for row in moved:
            row.position = wanted[row.pk] + offset
        model.objects.bulk_update(moved, ["position"])
