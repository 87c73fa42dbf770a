"""Keeping courses fresh: who looks after one, until when, and looking at it again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from courses.models import Course, CourseCare, CourseLook
from courses.policies import REVIEW_MONTHS
from courses.task_kinds import LOOK_AGAIN
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, Role
from school.organisation.services.tasking import close_task, open_task
from school.policies.reading import policy

SUBJECT = "course"


@transaction.atomic
def set_care(
    *, course: Course, organisation: Organisation, named: Member | None, review_by: date | None, act: Act
) -> CourseCare:
    """Say whose office looks after the course, who is asked first, and until when it is fresh. A task that waits for
    an earlier date is closed."""
    care = care_of(course=course)
    care.organisation, care.named, care.review_by = organisation, named, review_by
    care.save(update_fields=["organisation", "named", "review_by"])
    act.record(
        "course.care_set",
        subject_kind=SUBJECT,
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details={"review_by": review_by.isoformat() if review_by else ""},
    )
    if review_by is None or review_by >= act.today:
        close_task(kind=LOOK_AGAIN, subject_kind=SUBJECT, subject_id=course.public_id, act=act)
    return care


@transaction.atomic
def look_again(*, course: Course, note: str, act: Act) -> CourseLook:
    """It was looked at today and is fresh for as long as the policy says."""
    care = _fresh(course, act)
    assert care.review_by is not None  # just set
    assert act.member is not None  # the system does not look at courses
    look = CourseLook.objects.create(course=course, by=act.member, at=act.at, note=note, review_by=care.review_by)
    act.record(
        "course.looked_at",
        subject_kind=SUBJECT,
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details={"review_by": care.review_by.isoformat()},
    )
    return look


@transaction.atomic
def freshly_published(*, course: Course, act: Act) -> CourseCare:
    """Publishing is looking at the course: its date moves on, and what asked for that is closed."""
    return _fresh(course, act)


def ask_for_looks(*, at: datetime) -> int:
    """Ask the offices whose courses have passed their date; how many are past it. Asking again changes nothing."""
    overdue = CourseCare.objects.overdue(on=timezone.localdate(at)).select_related("course", "organisation")
    for care in overdue.order_by("pk"):
        open_task(
            kind=LOOK_AGAIN,
            subject_kind=SUBJECT,
            subject_id=care.course.public_id,
            organisation=care.organisation,
            role=Role.INSTRUCTOR,
            facts={"title": care.course.title},
            due_on=None,
            at=at,
        )
    return len(overdue)


def care_of(*, course: Course) -> CourseCare:
    """The row of this course, made where there is none yet: its owner looks after it."""
    care, _created = CourseCare.objects.get_or_create(course=course, defaults={"organisation": course.organisation})
    return care


def months_later(*, day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _fresh(course: Course, act: Act) -> CourseCare:
    care = care_of(course=course)
    care.review_by = months_later(day=act.today, months=policy(REVIEW_MONTHS))
    care.save(update_fields=["review_by"])
    close_task(kind=LOOK_AGAIN, subject_kind=SUBJECT, subject_id=course.public_id, act=act)
    return care
