"""What is typed on the pages of the studio, saved against what the author saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.errors import LectureChanged, TitleChanged
from courses.models import Chapter, Course, Lecture
from courses.services.chapters import edit_chapter
from courses.services.creating import edit_course
from courses.services.drafting import lock_draft
from courses.services.lectures import edit_lecture
from school.organisation.models import Member


@transaction.atomic
def save_lecture(*, lecture: Lecture, version: int, edits: Mapping[str, Any], by: Member, at: datetime) -> Lecture:
    """`edit_lecture` with these arguments, if the lecture still has the version on which they were typed.

    Saving what stands already makes no new version.

    Raises:
        LectureChanged: somebody saved it since.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    stands = Lecture.objects.select_related("chapter").get(pk=lecture.pk)
    if all(getattr(stands, name) == value for name, value in edits.items()):
        return stands
    if stands.version != version:
        raise LectureChanged
    return edit_lecture(lecture=stands, at=at, by=by, **edits)


@transaction.atomic
def retitle(*, row: Course | Chapter | Lecture, title: str, before: str, by: Member, at: datetime) -> str:
    """Give it the title, if it still has the one that the author saw; what it is called then.

    Raises:
        TitleChanged: it has been called something else since.
    """
    lock_draft(course_id=_course_of(row), at=at)
    row.refresh_from_db()
    wanted = " ".join(title.split())
    if row.title in {wanted, title} or not wanted:
        return row.title
    if row.title != before:
        raise TitleChanged(title=row.title)
    if isinstance(row, Course):
        edit_course(course=row, title=wanted, summary=row.summary, required=row.required, at=at, by=by)
    elif isinstance(row, Chapter):
        edit_chapter(chapter=row, title=wanted, at=at, by=by)
    else:
        edit_lecture(lecture=row, at=at, by=by, **_as_it_stands(row) | {"title": wanted})
    return wanted


def _course_of(row: Course | Chapter | Lecture) -> int:
    if isinstance(row, Course):
        return row.pk
    return row.course_id if isinstance(row, Chapter) else row.chapter.course_id


def _as_it_stands(lecture: Lecture) -> dict[str, Any]:
    return {
        "summary": lecture.summary,
        "body": lecture.body,
        "minutes": lecture.minutes,
        "intro_ends_ms": lecture.intro_ends_ms,
        "credits_start_ms": lecture.credits_start_ms,
        "gate": lecture.gate,
    }
