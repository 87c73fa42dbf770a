"""How many unread notices a member has, cheaply enough for the frame of every page."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache

from school.notices.models import Notice

KEPT = 300


def unread_count(member_id: int) -> int:
    """From the cache, at most five minutes old; what changes it forgets it at once."""
    count = cache.get(_key(member_id))
    if count is None:
        count = Notice.objects.unread().filter(member_id=member_id, cleared_at__isnull=True, muted=False).count()
        cache.set(_key(member_id), count, KEPT)
    return int(count)


def forget_unread(member_ids: Iterable[int]) -> None:
    cache.delete_many([_key(member_id) for member_id in member_ids])


def _key(member_id: int) -> str:
    return f"notices-unread:{member_id}"
