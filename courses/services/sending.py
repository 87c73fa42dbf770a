"""Moving or copying a chapter or a lecture to another course.

What was never published keeps its identity when it moves. What was published stays where members completed it: it can
be copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.errors import AlreadyPublished
from courses.models import Chapter, Course, Lecture, LectureRevision, StepKind
from courses.services.drafting import lock_outlines
from courses.services.duplicating import copy_chapter, copy_lectures, strip_gates
from courses.services.history import recorded
from school.errors import Conflict
from school.organisation.models import Member


@transaction.atomic
def copy_lecture_to(*, lecture: Lecture, chapter: Chapter, by: Member, at: datetime) -> Lecture:
    """A copy at the end of a chapter of another course."""
    with recorded(course_id=chapter.course_id, by=by, what=StepKind.LECTURE_COPIED, at=at, title=lecture.title):
        [copy] = copy_lectures(lectures=[lecture], chapter=chapter, at=at)
    return copy


@transaction.atomic
def copy_chapter_to(*, chapter: Chapter, course: Course, by: Member, at: datetime) -> Chapter:
    """A copy as the last chapter of another course, with its lectures."""
    with recorded(course_id=course.pk, by=by, what=StepKind.CHAPTER_COPIED, at=at, title=chapter.title):
        return copy_chapter(chapter=chapter, course=course, title=chapter.title, at=at)


@transaction.atomic
def move_lecture_to(*, lecture: Lecture, chapter: Chapter, by: Member, at: datetime) -> Lecture:
    """The lecture itself, at the end of a chapter of another course. Conditions on what stays behind are taken out.

    Raises:
        AlreadyPublished: members have met it.
        Conflict: it is in that course already.
    """
    source, target = lecture.chapter.course, chapter.course
    _require_movable(source, target, Lecture.objects.filter(pk=lecture.pk))
    lock_outlines(course_ids={source.pk, target.pk}, at=at)
    told = {"subject": lecture.public_id, "title": lecture.title}
    with (
        recorded(course_id=source.pk, by=by, what=StepKind.LECTURE_SENT, at=at, course=target.title, **told),
        recorded(course_id=target.pk, by=by, what=StepKind.LECTURE_ARRIVED, at=at, course=source.title, **told),
    ):
        last = chapter.lectures.in_draft().last()
        lecture.chapter, lecture.position = chapter, last.position + 1 if last else 1
        lecture.save(update_fields=["chapter", "position"])
        strip_gates(lectures=[lecture], course_id=target.pk)
    return lecture


@transaction.atomic
def move_chapter_to(*, chapter: Chapter, course: Course, by: Member, at: datetime) -> Chapter:
    """The chapter itself with its lectures, as the last one of another course. Raises as `move_lecture_to`."""
    source, target = chapter.course, course
    _require_movable(source, target, Lecture.objects.filter(chapter=chapter))
    lock_outlines(course_ids={source.pk, target.pk}, at=at)
    told = {"subject": chapter.public_id, "title": chapter.title}
    with (
        recorded(course_id=source.pk, by=by, what=StepKind.CHAPTER_SENT, at=at, course=target.title, **told),
        recorded(course_id=target.pk, by=by, what=StepKind.CHAPTER_ARRIVED, at=at, course=source.title, **told),
    ):
        last = target.chapters.in_draft().last()
        chapter.course, chapter.position = target, last.position + 1 if last else 1
        chapter.save(update_fields=["course", "position"])
        strip_gates(lectures=chapter.lectures.in_draft(), course_id=target.pk)
    return chapter


def _require_movable(source: Course, target: Course, lectures: Iterable[Lecture]) -> None:
    if source.pk == target.pk:
        raise Conflict
    if LectureRevision.objects.filter(lecture__in=lectures).exists():
        raise AlreadyPublished
