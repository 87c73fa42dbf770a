"""Switching the discussion of a course on and off."""

from __future__ import annotations

from django.db import transaction

from courses.models import Course
from school.organisation.acting import Act


@transaction.atomic
def switch_discussion(*, course: Course, discussed: bool | None, act: Act) -> Course:
    """On, off, or (None) as the policy says. What was written stays and is there again when it is switched on."""
    course.discussed = discussed
    course.save(update_fields=["discussed"])
    act.record(
        "discussion.switched",
        subject_kind="course",
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details={"to": "policy" if discussed is None else "on" if discussed else "off"},
    )
    return course
