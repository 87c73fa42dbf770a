"""Deleting a course that was never published, and putting it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.errors import AlreadyPublished
from courses.models import Course
from courses.services.drafting import lock_draft
from school.audit.recording import record
from school.organisation.models import Member


@transaction.atomic
def delete_course(*, course: Course, member: Member, at: datetime, office_id: int | None = None) -> Course:
    """Take a draft out of everybody's sight. Nothing of it is erased.

    Raises:
        AlreadyPublished: it was published once; such a course is withdrawn instead.
    """
    draft = lock_draft(course_id=course.pk, at=at)
    if draft.published_revision_id is not None:
        raise AlreadyPublished
    if draft.removed_at is None:
        _set(draft, member, "course.deleted", removed_at=at, at=at, office_id=office_id)
    return draft


@transaction.atomic
def put_back_course(*, course: Course, member: Member, at: datetime, office_id: int | None = None) -> Course:
    """Show a deleted draft to its authors again."""
    draft = lock_draft(course_id=course.pk, at=at)
    if draft.removed_at is not None:
        _set(draft, member, "course.put_back", removed_at=None, at=at, office_id=office_id)
    return draft


def _set(
    draft: Course, member: Member, action: str, *, removed_at: datetime | None, at: datetime, office_id: int | None
) -> None:
    draft.removed_at = removed_at
    draft.save(update_fields=["removed_at"])
    record(
        actor=member,
        action=action,
        subject_kind="course",
        subject_id=draft.public_id,
        organisation_path=draft.organisation.path,
        office_id=office_id,
        at=at,
    )
