"""Withdrawing: nobody sees the course any more; what was earned stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.errors import NotPublished
from courses.events import CourseWithdrawn
from courses.models import Course, CourseState
from courses.services.drafting import lock_draft
from school.audit.recording import record
from school.events.announcing import announce
from school.organisation.models import Member


@transaction.atomic
def withdraw_course(
    *, course: Course, member: Member, reason: str, at: datetime, office_id: int | None = None
) -> Course:
    """Take a published course back. The draft, the revisions and the audience remain, so it can be published again.

    `office_id` is the office in which `member` acts.

    Raises:
        NotPublished: there is nothing to withdraw.
    """
    draft = lock_draft(course_id=course.pk, at=at)
    if draft.state != CourseState.PUBLISHED or draft.published_revision_id is None:
        raise NotPublished
    draft.state = CourseState.WITHDRAWN
    draft.save(update_fields=["state"])
    record(
        actor=member,
        action="course.withdrawn",
        subject_kind="course",
        subject_id=draft.public_id,
        organisation_path=draft.organisation.path,
        office_id=office_id,
        reason=reason,
        at=at,
    )
    announce(
        CourseWithdrawn(course_id=draft.pk, revision_id=draft.published_revision_id, withdrawn_by_id=member.pk, at=at)
    )
    return draft
