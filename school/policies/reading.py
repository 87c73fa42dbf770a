"""Reading policies: a value costs no query while it is remembered, and all processes agree within five seconds.

A process remembers all values for two seconds and otherwise asks the shared cache, which forgets after three. Whoever
sets a policy makes his own process and the shared cache forget at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.db import InterfaceError, OperationalError

from school.policies.models import PolicyChange
from school.policies.registry import policy_named
from school.policies.values import restored

REMEMBERED_SECONDS = 2.0
SHARED_SECONDS = 3
_SHARED_KEY = "policies:values"


@dataclass
class _Memory:
    """What this process knows: plain values by key, and until when it believes them."""

    values: dict[str, Any]
    until: float


_memory = _Memory(values={}, until=0.0)


def policy(key: str) -> Any:
    """The value in force, of the Python type of the policy's kind; its default when nothing is set.

    Raises:
        KeyError: when no app registered the policy.
    """
    known = policy_named(key)
    plain = plain_values().get(key)
    return known.default if plain is None else restored(known, plain)


def plain_values() -> dict[str, Any]:
    """Every value that is set, as plain JSON by key."""
    now = monotonic()
    if now >= _memory.until:
        try:
            _memory.values = _shared_values()
        except (OperationalError, InterfaceError):
            # While the database is away the error page still wants a name: the last known values, or the defaults.
            return _memory.values
        _memory.until = now + REMEMBERED_SECONDS
    return _memory.values


def forget() -> None:
    """Make this process and the shared cache ask the database again."""
    _memory.until = 0.0
    cache.delete(_SHARED_KEY)


def _shared_values() -> dict[str, Any]:
    shared: dict[str, Any] | None = cache.get(_SHARED_KEY)
    if shared is None:
        newest = PolicyChange.objects.newest().filter(value__isnull=False)
        shared = dict(newest.values_list("key", "value"))
        cache.set(_SHARED_KEY, shared, SHARED_SECONDS)
    return shared
