"""Whom a course is open to: set with a publication, or changed without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from courses.access_errors import AudienceEmpty
from courses.errors import NotPublished
from courses.invitations import Invitation, invitations
from courses.models import Course, CourseAudience
from school.organisation.acting import Act
from school.organisation.models import Organisation


def set_audience(*, course: Course, invited: Sequence[Invitation]) -> None:
    """Open the course to these people instead of any before; part of a transaction that holds the course's lock."""
    wanted = set(invited)
    kept = set()
    for row in course.audiences.select_related("organisation"):
        if row.invitation in wanted:
            kept.add(row.invitation)
        else:
            row.delete()
    CourseAudience.objects.bulk_create(
        CourseAudience(course=course, organisation=one.organisation, stage=one.stage, role=one.role)
        for one in invited
        if one not in kept
    )


@transaction.atomic
def change_audience(*, act: Act, course: Course, audiences: Sequence[Organisation | Invitation]) -> Course:
    """Open a published course to these people instead of any before, without a new revision. What was earned stays.

    Raises:
        NotPublished: there is nothing to be seen.
        AudienceEmpty: nobody is invited; who wants that withdraws the course.
    """
    locked = Course.objects.select_for_update().select_related("organisation").get(pk=course.pk)
    if not locked.is_published:
        raise NotPublished
    invited = invitations(audiences)
    if not invited:
        raise AudienceEmpty
    before = [row.invitation for row in locked.audiences.select_related("organisation")]
    set_audience(course=locked, invited=invited)
    act.record(
        "course.audience_changed",
        subject_kind="course",
        subject_id=locked.public_id,
        organisation_path=locked.organisation.path,
        details={"audience": as_recorded(invited=invited), "before": as_recorded(invited=before)},
    )
    return locked


def as_recorded(*, invited: Iterable[Invitation]) -> list[dict[str, str]]:
    """As the audit keeps them: paths, stages and roles, no names."""
    return [
        {"place": one.organisation.path} | {key: value for key in ("stage", "role") if (value := getattr(one, key))}
        for one in invited
    ]
