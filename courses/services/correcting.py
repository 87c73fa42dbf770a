"""Correction notices (更正) and taking a course down at once."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from courses.errors import NotPublished
from courses.events import CorrectionPublished
from courses.models import Correction, Course, Lecture
from courses.news import COURSE_TAKEN_DOWN
from courses.services.withdrawing import withdraw_course
from school.errors import Invalid
from school.events.announcing import announce
from school.notices.services.notifying import notify
from school.organisation.acting import Act


@transaction.atomic
def publish_correction(*, course: Course, lecture: Lecture | None, wrong: str, right: str, act: Act) -> Correction:
    """Say in public what was wrong and what is right. It stands for ever; whoever has begun the course is told.

    Raises:
        NotPublished: nobody can have read what was wrong.
        Invalid: the lecture is none of the course's, or a side is missing.
    """
    current = Course.objects.select_related("organisation").get(pk=course.pk)
    revision = current.published_revision
    if revision is None or act.member is None:
        raise NotPublished
    if not wrong.strip() or not right.strip():
        raise Invalid
    if lecture is not None and not lecture.revisions.filter(revision__course=current).exists():
        raise Invalid
    correction = Correction.objects.create(
        course=current,
        lecture=lecture,
        revision=revision,
        wrong=wrong.strip(),
        right=right.strip(),
        published_by=act.member,
        published_at=act.at,
    )
    act.record(
        "course.corrected",
        subject_kind="course",
        subject_id=current.public_id,
        organisation_path=current.organisation.path,
        details={"correction": correction.public_id},
    )
    announce(
        CorrectionPublished(
            correction_id=correction.pk,
            course_id=current.pk,
            lecture_id=lecture.pk if lecture else None,
            published_by_id=act.member.pk,
            at=act.at,
        )
    )
    return correction


@transaction.atomic
def take_down(*, course: Course, act: Act) -> Course:
    """Withdraw at once, for the reason of the act; who published it is told. Raises NotPublished."""
    if act.member is None:
        raise NotPublished
    published = Course.objects.select_related("published_revision").get(pk=course.pk).published_revision
    down = withdraw_course(course=course, member=act.member, reason=act.reason, at=act.at, office_id=act.office_id)
    if published is not None and published.published_by_id != act.member.pk:
        notify(
            kind=COURSE_TAKEN_DOWN,
            object_kind="course",
            object_id=down.public_id,
            facts={"title": published.title, "reason": act.reason, "name": act.member.name},
            url=reverse("courses:studio_course", args=[down.public_id]),
            member_ids=[published.published_by_id],
            at=act.at,
        )
    return down
