"""Whom a round waits for: a task for an office, and a word to who holds it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from courses.models import Course, ReviewRound
from courses.news import REVIEW_WAITING
from courses.services.hands import hands_in
from courses.task_kinds import MEND_COURSE, REVIEW_COURSE
from school.notices.services.notifying import notify
from school.organisation.acting import Act
from school.organisation.models import Office, Organisation, Role
from school.organisation.services.tasking import close_task, open_task
from school.organisation.tree_paths import prefixes

ROUND, COURSE = "review_round", "course"
TIME_TO_REVIEW = timedelta(days=7)


def ask_level(*, submitted: ReviewRound, at: datetime) -> None:
    """One task for the level that waits now, addressed to the nearest office with somebody who may decide."""
    organisation, holders = office_asked(course=submitted.course, but=hands_in(submitted=submitted), at=at)
    open_task(
        kind=REVIEW_COURSE,
        subject_kind=ROUND,
        subject_id=submitted.public_id,
        organisation=organisation,
        role=Role.REVIEWER,
        facts={"title": submitted.course.title, "level": submitted.level, "levels": submitted.levels},
        due_on=timezone.localdate(at) + TIME_TO_REVIEW,
        at=at,
    )
    if holders:
        notify(
            kind=REVIEW_WAITING,
            object_kind=ROUND,
            object_id=f"{submitted.public_id}-{submitted.level}",
            facts={"title": submitted.course.title, "level": submitted.level, "levels": submitted.levels},
            url=reverse("courses:review_round", args=[submitted.public_id]),
            member_ids=holders,
            at=at,
        )


def ask_author(*, submitted: ReviewRound, at: datetime) -> None:
    """The office in which it was submitted has to mend the draft; the owner's instructor where that office is gone."""
    office = Office.objects.filter(pk=submitted.submitted_in_office or 0).select_related("organisation").first()
    open_task(
        kind=MEND_COURSE,
        subject_kind=COURSE,
        subject_id=submitted.course.public_id,
        organisation=office.organisation if office else submitted.course.organisation,
        role=office.role if office else Role.INSTRUCTOR,
        facts={"title": submitted.course.title},
        due_on=None,
        at=at,
    )


def nobody_asked(*, submitted: ReviewRound, act: Act) -> None:
    """What was asked about this round, or about mending the course before it, is done."""
    close_task(kind=REVIEW_COURSE, subject_kind=ROUND, subject_id=submitted.public_id, act=act)
    close_task(kind=MEND_COURSE, subject_kind=COURSE, subject_id=submitted.course.public_id, act=act)


def office_asked(*, course: Course, but: Collection[int], at: datetime) -> tuple[Organisation, list[int]]:
    """The nearest office with a reviewer who is not among `but`, and its holders who may decide.

    Where nobody is in office, the vacant office of the owner: whoever is appointed finds it there.
    """
    held = (
        Office.objects.held_on(timezone.localdate(at))
        .filter(role=Role.REVIEWER, organisation__path__in=prefixes(course.organisation.path))
        .select_related("organisation")
        .order_by("-organisation__path", "pk")
    )
    offices = list(held)
    nearest = next((office for office in offices if office.member_id not in but), next(iter(offices), None))
    if nearest is None:
        return course.organisation, []
    place = nearest.organisation_id
    return nearest.organisation, [
        office.member_id for office in offices if office.organisation_id == place and office.member_id not in but
    ]
