"""Copies with identities of their own: of a lecture, a chapter or a whole course. Files are shared, never copied."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.attachments import duplicate_attached
from courses.copying import gate_within, mapped_gate
from courses.draft_state import columns_of
from courses.kinds import kind_of
from courses.models import Chapter, Course, Lecture, StepKind
from courses.services.creating import create_course
from courses.services.drafting import lock_outline
from courses.services.history import recorded
from courses.services.ordering import place_chapter, place_lecture
from courses.services.pictures import carry_pictures
from courses.services.step_files import DRAFT_USE, FILE_COLUMNS
from media.models import Asset
from media.services import use_asset
from school.audit.recording import record
from school.organisation.models import Member

LONGEST_TITLE = 120


@transaction.atomic
def duplicate_lecture(*, lecture: Lecture, by: Member, at: datetime) -> Lecture:
    """A copy right after the lecture."""
    course_id = lecture.chapter.course_id
    with recorded(course_id=course_id, by=by, what=StepKind.LECTURE_COPIED, at=at, title=lecture.title):
        [copy] = copy_lectures(lectures=[lecture], chapter=lecture.chapter, at=at)
        copy.title = copied_title(title=lecture.title)
        copy.save(update_fields=["title"])
        following = lecture.chapter.lectures.in_draft().filter(position__gt=lecture.position).exclude(pk=copy.pk)
        return place_lecture(lecture=copy, chapter=lecture.chapter, before=following.first(), at=at)


@transaction.atomic
def duplicate_chapter(*, chapter: Chapter, by: Member, at: datetime) -> Chapter:
    """A copy right after the chapter, with copies of its lectures; gates among them name the copies."""
    with recorded(course_id=chapter.course_id, by=by, what=StepKind.CHAPTER_COPIED, at=at, title=chapter.title):
        copy = copy_chapter(chapter=chapter, course=chapter.course, title=copied_title(title=chapter.title), at=at)
        following = chapter.course.chapters.in_draft().filter(position__gt=chapter.position).exclude(pk=copy.pk)
        return place_chapter(chapter=copy, before=following.first(), at=at)


@transaction.atomic
def duplicate_course(*, course: Course, by: Member, at: datetime) -> Course:
    """A new draft of the same owner with everything that the draft of this one holds. Nobody is its audience yet."""
    copy = create_course(
        organisation=course.organisation,
        member=by,
        title=copied_title(title=course.title),
        summary=course.summary,
        required=course.required,
        at=at,
    )
    new_ids: dict[str, str] = {}
    for chapter in course.chapters.in_draft():
        place = _empty_copy(chapter, copy, chapter.title, at)
        pairs = _copies(chapter.lectures.in_draft(), place, at)
        new_ids |= {original.public_id: made.public_id for original, made in pairs}
    _rewrite_gates(Lecture.objects.in_draft().filter(chapter__course=copy), new_ids)
    record(
        actor=by,
        action="course.duplicated",
        subject_kind="course",
        subject_id=copy.public_id,
        organisation_path=course.organisation.path,
        details={"of": course.public_id},
        at=at,
    )
    return copy


def copy_chapter(*, chapter: Chapter, course: Course, title: str, at: datetime) -> Chapter:
    """A last chapter of this draft with copies of the lectures; gates among them name the copies."""
    copy = _empty_copy(chapter, course, title, at)
    copy_lectures(lectures=chapter.lectures.in_draft(), chapter=copy, at=at)
    return copy


def copy_lectures(*, lectures: Iterable[Lecture], chapter: Chapter, at: datetime) -> list[Lecture]:
    """Copies at the end of this chapter. Gates name the copies, and in another course nothing that is not there."""
    pairs = _copies(lectures, chapter, at)
    copies = [made for _original, made in pairs]
    _rewrite_gates(copies, {original.public_id: made.public_id for original, made in pairs})
    strip_gates(lectures=copies, course_id=chapter.course_id)
    return copies


def strip_gates(*, lectures: Iterable[Lecture], course_id: int) -> None:
    """Take conditions on lectures of other courses out of these gates."""
    known = set(Lecture.objects.in_draft().filter(chapter__course=course_id).values_list("public_id", flat=True))
    for lecture in lectures:
        _set_gate(lecture, gate_within(lecture.gate, known))


def copied_title(*, title: str) -> str:
    """The title of a copy, no longer than a title may be."""
    named = _("%(title)s (copy)")
    return named % {"title": title[: LONGEST_TITLE - len(named % {"title": ""})]}


def _empty_copy(chapter: Chapter, course: Course, title: str, at: datetime) -> Chapter:
    draft = lock_outline(course_id=course.pk, at=at)
    last = draft.chapters.in_draft().last()
    return Chapter.objects.create(course=draft, title=title, position=last.position + 1 if last else 1)


def _copies(lectures: Iterable[Lecture], chapter: Chapter, at: datetime) -> list[tuple[Lecture, Lecture]]:
    lock_outline(course_id=chapter.course_id, at=at)
    last = chapter.lectures.in_draft().last()
    begin = last.position + 1 if last else 1
    return [
        (lecture, _copy(lecture, chapter, position, at)) for position, lecture in enumerate(list(lectures), start=begin)
    ]


def _copy(lecture: Lecture, chapter: Chapter, position: int, at: datetime) -> Lecture:
    columns = {name: getattr(lecture, name) for name in columns_of(Lecture)}
    copy = Lecture.objects.create(**columns | {"chapter_id": chapter.pk, "position": position})
    held = {getattr(lecture, column) for column in FILE_COLUMNS}
    for asset in Asset.objects.filter(pk__in=held - {None}):
        use_asset(asset=asset, user_kind=DRAFT_USE, user_id=copy.public_id)
    carry_pictures(lecture=lecture, copy=copy)
    kind_of(lecture.kind).duplicate(lecture, copy, at)
    duplicate_attached(lecture, copy, at)
    return copy


def _rewrite_gates(lectures: Iterable[Lecture], new_ids: dict[str, str]) -> None:
    for lecture in lectures:
        _set_gate(lecture, mapped_gate(lecture.gate, new_ids))


def _set_gate(lecture: Lecture, gate: dict[str, object]) -> None:
    if gate != lecture.gate:
        lecture.gate = gate
        lecture.save(update_fields=["gate"])
