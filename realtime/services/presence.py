"""Noting who is in a room: join, beat, leave – and what to do with those who vanish."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from realtime.models import PresenceInterval, StudySession
from realtime.models.presence_interval import STALE_AFTER
from school.organisation.models import Member

RESOLUTION = timedelta(seconds=10)
"""Beats closer together than this are one write."""


@transaction.atomic
def join(*, session: StudySession, member: Member, device: str, at: datetime) -> PresenceInterval:
    """The device is in the room from now on; joining twice is being there once.

    `device` tells apart what one member uses at the same time; at most 32 characters.
    """
    running = {"session": session, "member": member, "device": device, "left_at": None}
    interval, created = PresenceInterval.objects.get_or_create(
        **running, defaults={"joined_at": at, "last_seen_at": at}
    )
    if created or beat(interval=interval, at=at):
        return interval
    return PresenceInterval.objects.create(**running, joined_at=at, last_seen_at=at)


@transaction.atomic
def beat(*, interval: PresenceInterval, at: datetime) -> bool:
    """The device is still there. False if its interval had ended: it was silent too long, or has left."""
    locked = PresenceInterval.objects.select_for_update().get(pk=interval.pk)
    if locked.left_at is not None:
        return False
    if at - locked.last_seen_at > STALE_AFTER:
        locked.left_at = locked.last_seen_at
        locked.save(update_fields=["left_at"])
        return False
    if at - locked.last_seen_at >= RESOLUTION:
        locked.last_seen_at = at
        locked.save(update_fields=["last_seen_at"])
    return True


@transaction.atomic
def leave(*, interval: PresenceInterval, at: datetime) -> PresenceInterval:
    """The device has left; leaving twice keeps the first time."""
    locked = PresenceInterval.objects.select_for_update().get(pk=interval.pk)
    if locked.left_at is None:
        locked.last_seen_at = locked.left_at = max(at, locked.last_seen_at)
        locked.save(update_fields=["last_seen_at", "left_at"])
    return locked


@transaction.atomic
def close_stale(*, at: datetime) -> int:
    """End the intervals of devices that vanished, at the moment they were last heard of; returns how many."""
    return PresenceInterval.objects.stale(at=at).update(left_at=F("last_seen_at"))
