"""The lock under which a draft is changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.errors import DraftMoved
from courses.models import Course


@transaction.atomic
def lock_draft(*, course_id: int, at: datetime) -> Course:
    """Lock the course for the rest of the transaction, so that positions and revision numbers are given out one at a
    time, and note that its draft changed."""
    course = Course.objects.select_for_update().select_related("organisation").get(pk=course_id)
    course.changed_at = at
    course.save(update_fields=["changed_at"])
    return course


@transaction.atomic
def lock_outline(*, course_id: int, at: datetime, version: int | None = None) -> Course:
    """The same, to change what is in the draft or in which order. With `version`, the outline as the author saw it.

    Raises:
        DraftMoved: somebody changed it since.
    """
    course = lock_draft(course_id=course_id, at=at)
    if version is not None and version != course.outline_version:
        raise DraftMoved
    course.outline_version += 1
    course.save(update_fields=["outline_version"])
    return course


def lock_outlines(*, course_ids: set[int], at: datetime) -> dict[int, Course]:
    """Several, always in the same order, so that two who move between the same courses never wait for each other."""
    return {pk: lock_outline(course_id=pk, at=at) for pk in sorted(course_ids)}
