"""When a sign-in was last active: in the cache to the quarter minute, in the database to five minutes.

A request writes to the database once in five minutes at most, and to the cache four times a minute. What the cache
forgets, because a process restarts or memory is short, is read back from the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.cache import cache

NOTED_EVERY = timedelta(seconds=15)
KEPT_EVERY = timedelta(minutes=5)
FORGOTTEN_AFTER = 24 * 3600

Seen = tuple[datetime, datetime]
"""Last active, and the last of that which the database knows."""


def last_seen(session_keys: Collection[str]) -> dict[str, datetime]:
    """The last activity of each of these sessions; a session that nobody ever noted is missing."""
    return {key: seen for key, (seen, _kept) in _seen(session_keys).items()}


def begin_activity(session_key: str, *, at: datetime) -> None:
    """A sign-in has just begun and its row says so, so its first pages need not look."""
    cache.set(_key(session_key), (at, at), FORGOTTEN_AFTER)


def note_activity(session_key: str, *, at: datetime) -> None:
    """The person at this session did something."""
    seen, kept = _seen([session_key]).get(session_key) or (None, None)
    if seen is not None and at - seen < NOTED_EVERY:
        return
    if kept is None or at - kept >= KEPT_EVERY:
        UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)
        kept = at
    cache.set(_key(session_key), (at, kept), FORGOTTEN_AFTER)


def _seen(session_keys: Collection[str]) -> dict[str, Seen]:
    names = {_key(key): key for key in session_keys}
    found: dict[str, Seen] = {names[name]: seen for name, seen in cache.get_many(names).items()}
    missing = [key for key in session_keys if key not in found]
    if missing:
        rows = UserSession.objects.filter(session_key__in=missing).values_list("session_key", "last_seen_at")
        found |= {key: (seen, seen) for key, seen in rows}
        cache.set_many({_key(key): found[key] for key in missing if key in found}, FORGOTTEN_AFTER)
    return found


def _key(session_key: str) -> str:
    """Session keys open accounts, so they do not lie about in a cache as they are."""
    return f"seen:{hashlib.sha256(session_key.encode()).hexdigest()[:40]}"
