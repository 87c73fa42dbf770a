"""Periodic work around rooms."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from realtime.services.presence import close_stale


@shared_task
def close_stale_presence() -> None:
    """Every minute: end the presence of devices that vanished without leaving."""
    close_stale(at=timezone.now())
