"""News of the year that was lived through: read long ago, so nobody is told again."""

from __future__ import annotations

from datetime import timedelta

from school.demo.year import StudyYear
from school.notices.models import Outgoing

FRESH = timedelta(days=14)


def silence_the_past(*, year: StudyYear) -> None:
    """Drop what the seeding would tell about more than two weeks ago."""
    Outgoing.objects.waiting().filter(created_at__lt=year.at - FRESH).delete()
