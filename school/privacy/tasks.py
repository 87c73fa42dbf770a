"""Thin wrappers for the queue."""

from celery import shared_task
from django.utils import timezone

from school.privacy.services import downloading, retaining


@shared_task(name="school.privacy.tasks.make_own_files")
def make_own_files() -> int:
    """After each asking and every minute."""
    return downloading.make_waiting_files(at=timezone.now())


@shared_task(name="school.privacy.tasks.expire_own_files")
def expire_own_files() -> int:
    """Hourly."""
    return downloading.expire_own_files(at=timezone.now())


@shared_task(name="school.privacy.tasks.retain")
def retain() -> int:
    """Nightly."""
    return sum(row.rows for row in retaining.retain(at=timezone.now()))
