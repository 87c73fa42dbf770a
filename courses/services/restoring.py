"""Restoring: the draft becomes what a revision was. Nothing that members see changes until it is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.attachments import restore_attached
from courses.kinds import kind_of
from courses.models import Chapter, Course, CourseRevision, Lecture, LectureRevision, StepKind
from courses.models.labels import LABELS
from courses.services.drafting import lock_outline
from courses.services.history import recorded
from courses.services.step_files import DRAFT_USE, FILE_COLUMNS
from media.models import Asset
from media.services import release_asset, use_asset
from school.audit.recording import record
from school.organisation.models import Member


@transaction.atomic
def restore_revision(
    *, course: Course, revision: CourseRevision, member: Member, at: datetime, office_id: int | None = None
) -> list[str]:
    """Give the lectures of the revision their content and place back; take out those that it did not have. One step of
    the draft's history.

    Returns the titles that could not be restored, because they were moved to another course since.
    """
    with recorded(course_id=course.pk, by=member, what=StepKind.DRAFT_REPLACED, at=at, number=str(revision.number)):
        draft = lock_outline(course_id=course.pk, at=at)
        held = _files_of(draft)
        draft.title, draft.summary, draft.required = revision.title, revision.summary, revision.required
        for name in LABELS:
            setattr(draft, name, getattr(revision, name))
        draft.save(update_fields=["title", "summary", "required", *LABELS])
        _clear(draft, at)
        rows = list(revision.lectures.select_related("lecture__chapter", "asset", "deck").in_order())
        here = [row for row in rows if not is_elsewhere(row=row, course=draft)]
        chapters = _chapters(draft, here)
        for row in here:
            _write(row, chapters[row.chapter_position], at)
        _hold(draft, held, at)
    record(
        actor=member,
        action="course.restored",
        subject_kind="course",
        subject_id=draft.public_id,
        organisation_path=draft.organisation.path,
        office_id=office_id,
        details={"revision": revision.number},
        at=at,
    )
    return [row.title for row in rows if row not in here]


def is_elsewhere(*, row: LectureRevision, course: Course) -> bool:
    """Whether the lecture was moved to another course since, and stays there when this one is restored."""
    return row.lecture.chapter.course_id != course.pk


def _clear(draft: Course, at: datetime) -> None:
    """Out of the draft, so that every place is free; what belongs in it comes back at once."""
    Lecture.objects.in_draft().filter(chapter__course=draft).update(removed_at=at)
    Chapter.objects.in_draft().filter(course=draft).update(removed_at=at)


def _chapters(draft: Course, rows: Iterable[LectureRevision]) -> dict[int, Chapter]:
    """By their place in the revision: the chapter in which one of its lectures lies now, otherwise a new one."""
    found: dict[int, Chapter] = {}
    for row in rows:
        if row.chapter_position in found:
            continue
        taken = {chapter.pk for chapter in found.values()}
        beside = [one.lecture.chapter for one in rows if one.chapter_position == row.chapter_position]
        chapter = next((one for one in beside if one.pk not in taken), None) or Chapter(course=draft)
        chapter.title, chapter.position, chapter.removed_at = row.chapter_title, row.chapter_position, None
        chapter.save()
        found[row.chapter_position] = chapter
    return found


def _write(row: LectureRevision, chapter: Chapter, at: datetime) -> None:
    lecture = row.lecture
    lecture.chapter, lecture.position, lecture.removed_at = chapter, row.position, None
    lecture.title, lecture.summary, lecture.body, lecture.gate = row.title, row.summary, row.body, row.gate
    for name in LABELS:
        setattr(lecture, name, getattr(row, name))
    lecture.asset, lecture.deck = row.asset, row.deck
    lecture.intro_ends_ms = row.required_from_ms or None
    whole = row.asset.duration_ms if row.asset else None
    lecture.credits_start_ms = None if row.required_to_ms == whole else row.required_to_ms
    times = [section.get("starts_ms") for section in row.content.get("sections", [])] if row.deck else []
    lecture.page_times = times if any(time is not None for time in times) else []
    lecture.minutes = _minutes(lecture, row)
    lecture.save()
    Lecture.objects.filter(pk=lecture.pk).update(version=F("version") + 1)
    kind_of(row.kind).restore(lecture, row.content, at)
    restore_attached(lecture, row.content, at)


def _minutes(lecture: Lecture, row: LectureRevision) -> Decimal:
    """Measured again where measuring says the same; otherwise they were entered."""
    lecture.minutes = Decimal(0)
    return Decimal(0) if kind_of(row.kind).measure(lecture) == row.minutes else row.minutes


def _files_of(draft: Course) -> dict[str, set[int]]:
    """What the lectures of the draft hold, by public id."""
    rows: Iterable[tuple[Any, ...]] = (
        Lecture.objects.in_draft().filter(chapter__course=draft).values_list("public_id", *FILE_COLUMNS)
    )
    return {public_id: {pk for pk in files if pk} for public_id, *files in rows}


def _hold(draft: Course, before: dict[str, set[int]], at: datetime) -> None:
    """Hold what the draft names now, let go of what it named before."""
    after = _files_of(draft)
    for user_id in before.keys() | after.keys():
        held, wanted = before.get(user_id, set()), after.get(user_id, set())
        for asset in Asset.objects.filter(pk__in=wanted - held):
            use_asset(asset=asset, user_kind=DRAFT_USE, user_id=user_id)
        for asset in Asset.objects.filter(pk__in=held - wanted):
            release_asset(asset=asset, user_kind=DRAFT_USE, user_id=user_id, at=at)
