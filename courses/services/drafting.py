"""The lock under which a draft is changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Course


@transaction.atomic
def lock_draft(*, course_id: int, at: datetime) -> Course:
    """Lock the course for the rest of the transaction, so that positions and revision numbers are given out one at a
    time, and note that its draft changed."""
    course = Course.objects.select_for_update().select_related("organisation").get(pk=course_id)
    course.changed_at = at
    course.save(update_fields=["changed_at"])
    return course
