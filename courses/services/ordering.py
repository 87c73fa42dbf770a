"""The order of a draft: one step up or down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeVar

from django.db import transaction

from courses.models import Chapter, Lecture
from courses.services.drafting import lock_draft
from school.errors import Conflict

Direction = Literal["up", "down"]
Row = TypeVar("Row", Chapter, Lecture)

BEING_MOVED = 0


@transaction.atomic
def move_chapter(*, chapter: Chapter, direction: Direction, at: datetime) -> Chapter:
    """Change places with the chapter before or after; the first and the last stay where they are."""
    draft = lock_draft(course_id=chapter.course_id, at=at)
    moved, neighbour = _with_neighbour(draft.chapters.in_draft(), chapter, direction)
    if neighbour is not None:
        _swap(moved, neighbour)
    return moved


@transaction.atomic
def move_lecture(*, lecture: Lecture, direction: Direction, at: datetime) -> Lecture:
    """Change places with the lecture before or after; over the edge of a chapter, move into the next one."""
    draft = lock_draft(course_id=lecture.chapter.course_id, at=at)
    moved, neighbour = _with_neighbour(lecture.chapter.lectures.in_draft(), lecture, direction)
    if neighbour is not None:
        _swap(moved, neighbour)
        return moved
    _here, chapter = _with_neighbour(draft.chapters.in_draft(), lecture.chapter, direction)
    if chapter is not None:
        _move_into(moved, chapter, direction)
    return moved


def _with_neighbour(draft: Iterable[Row], row: Row, direction: Direction) -> tuple[Row, Row | None]:
    rows = list(draft)
    if row not in rows:
        raise Conflict
    place = rows.index(row)
    beside = place + (-1 if direction == "up" else 1)
    return rows[place], rows[beside] if 0 <= beside < len(rows) else None


def _swap(one: Chapter | Lecture, other: Chapter | Lecture) -> None:
    # Through a free place: the unique position holds after every single statement.
    one_position, other_position = one.position, other.position
    for row, position in ((one, BEING_MOVED), (other, one_position), (one, other_position)):
        row.position = position
        row.save(update_fields=["position"])


def _move_into(lecture: Lecture, chapter: Chapter, direction: Direction) -> None:
    there = list(chapter.lectures.in_draft())
    if direction == "down":
        for other in reversed(there):
            other.position += 1
            other.save(update_fields=["position"])
    lecture.chapter = chapter
    # Positions may have gaps, where a lecture was taken out: the last place is not the number of lectures.
    lecture.position = 1 if direction == "down" or not there else there[-1].position + 1
    lecture.save(update_fields=["chapter", "position"])
