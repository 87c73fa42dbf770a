"""Captions of what is published already: they are shown at once, and where courses are reviewed, reviewers are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from courses.errors import NotByTheSamePerson
from courses.models import Course, LectureRevision
from courses.services.asking_reviewers import office_asked
from courses.services.reviewing import levels_asked
from courses.task_kinds import CAPTIONS_CHANGED
from media.models import Caption
from school.organisation.acting import Act
from school.organisation.models import Member, Role, Task
from school.organisation.services.tasking import close_task, open_task

COURSE = "course"
TIME_TO_LOOK = timedelta(days=7)


@transaction.atomic
def ask_about_captions(*, asset_id: int, by: Member, at: datetime) -> list[Task]:
    """A task for the reviewers of each published course in which this recording is heard and that asks for a review.
    `by` has changed what its captions say; whoever changes them again while it is open is noted too."""
    heard = LectureRevision.objects.current().filter(asset=asset_id).values("revision__course")
    courses = Course.objects.published().filter(pk__in=heard).select_related("organisation").order_by("pk")
    on = timezone.localdate(at)
    return [_ask(course, by, at) for course in courses if levels_asked(course=course, on=on)]


@transaction.atomic
def settle_captions(*, course: Course, act: Act) -> Task | None:
    """A reviewer has read them and leaves them as they are; None when nothing was asked any more.

    Raises:
        NotByTheSamePerson: she changed them herself.
    """
    task = asked_about(course=course)
    if task is None:
        return None
    if act.member is None or act.member.public_id in task.facts["by"]:
        raise NotByTheSamePerson
    act.record(
        "course.captions_reviewed",
        subject_kind=COURSE,
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details={"changed_by": task.facts["by"]},
    )
    return close_task(kind=CAPTIONS_CHANGED, subject_kind=COURSE, subject_id=course.public_id, act=act)


def asked_about(*, course: Course) -> Task | None:
    """The open task about this course's captions."""
    return Task.objects.open().filter(kind=CAPTIONS_CHANGED, subject_kind=COURSE, subject_id=course.public_id).first()


def captions_heard(*, course: Course) -> list[Caption]:
    """What members read beside the recordings of the published course."""
    heard = LectureRevision.objects.current().filter(revision__course=course).values("asset")
    return list(
        Caption.objects.published().filter(asset__in=heard).select_related("asset").order_by("asset", "language")
    )


def _ask(course: Course, by: Member, at: datetime) -> Task:
    organisation, _holders = office_asked(course=course, but={by.pk}, at=at)
    task = open_task(
        kind=CAPTIONS_CHANGED,
        subject_kind=COURSE,
        subject_id=course.public_id,
        organisation=organisation,
        role=Role.REVIEWER,
        facts={"title": course.title, "by": []},
        due_on=timezone.localdate(at + TIME_TO_LOOK),
        at=at,
    )
    if by.public_id not in task.facts["by"]:
        task.facts["by"].append(by.public_id)
        task.save(update_fields=["facts"])
    return task
