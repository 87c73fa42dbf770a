"""Ending viewing sessions: what was played before still counts, whenever it arrives."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from progress.models import ViewingSession


@transaction.atomic
def close_viewing(*, sessions: QuerySet[ViewingSession], reason: str, at: datetime) -> int:
    """Close those that are open; the first closing stands. Returns how many were closed."""
    return sessions.filter(closed_at__isnull=True).update(closed_at=at, closing_reason=reason)
