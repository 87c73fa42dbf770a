"""Courses as drafts: making one, and what is said about it as a whole."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Course, StepKind
from courses.services.drafting import lock_draft
from courses.services.history import recorded
from school.organisation.models import Member, Organisation


@transaction.atomic
def create_course(
    *, organisation: Organisation, member: Member, title: str, at: datetime, summary: str = "", required: bool = False
) -> Course:
    """A new draft that `organisation` owns. Nobody but its editors sees it."""
    return Course.objects.create(
        organisation=organisation,
        created_by=member,
        title=title,
        summary=summary,
        required=required,
        created_at=at,
        changed_at=at,
    )


@transaction.atomic
def edit_course(
    *, course: Course, title: str, summary: str, required: bool, at: datetime, by: Member | None = None
) -> Course:
    """Change what the draft says about itself; members see it with the next revision."""
    with recorded(course_id=course.pk, by=by, what=StepKind.COURSE_EDITED, at=at):
        draft = lock_draft(course_id=course.pk, at=at)
        draft.title, draft.summary, draft.required = title, summary, required
        draft.save(update_fields=["title", "summary", "required"])
    return draft
