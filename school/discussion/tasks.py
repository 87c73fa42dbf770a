"""Thin wrappers for the queue."""

from celery import shared_task
from django.utils import timezone

from school.discussion.services import addressing


@shared_task(name="school.discussion.tasks.ask_instructors")
def ask_instructors() -> int:
    """Every morning."""
    return addressing.ask_instructors(at=timezone.now())
