"""Writing down what is found about a course, and what was done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Course
from quizzes.models import Improvement
from school.organisation.models import Member


@transaction.atomic
def note_finding(*, course: Course, found: str, found_by: str, by: Member, at: datetime) -> Improvement:
    """A new entry of the log, open."""
    return Improvement.objects.create(course=course, found=found.strip(), found_by=found_by, opened_by=by, opened_at=at)


@transaction.atomic
def write_deed(*, improvement: Improvement, done: str, close: bool, by: Member, at: datetime) -> Improvement:
    """Say what was done; `close` ends it, anything else opens it again. It is closed only with a deed."""
    improvement.done = done.strip()
    closes = close and bool(improvement.done)
    improvement.closed_by, improvement.closed_at = (by, at) if closes else (None, None)
    improvement.save(update_fields=["done", "closed_by", "closed_at"])
    return improvement
