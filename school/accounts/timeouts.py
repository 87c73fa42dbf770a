"""When a sign-in is over by the clock: nothing happened for too long, or it lasted too long altogether."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from school.policies.reading import policy

# What a session knows of its own sign-in, written once when it begins (`receivers.py`).
SIGNED_IN_AT, HOW = "signed_in_at", "signed_in_how"
ADMINISTRATOR, MAY_NEED_FACTOR = "signed_in_administrator", "signed_in_may_need_factor"


class Stamped(Protocol):
    """A session, or its data."""

    def get(self, key: str, /) -> Any: ...


class Ending(StrEnum):
    IDLE = "idle"
    LONGEST = "longest"


@dataclass(frozen=True)
class Limits:
    idle: timedelta
    longest: timedelta


def limits_for(*, administrator: bool) -> Limits:
    """The limits in force now, by policy."""
    prefix = "accounts.administrator_" if administrator else "accounts."
    return Limits(
        idle=timedelta(minutes=policy(f"{prefix}idle_minutes")),
        longest=timedelta(hours=policy(f"{prefix}longest_hours")),
    )


def ending(limits: Limits, *, since: datetime, seen: datetime, at: datetime) -> Ending | None:
    """Why the sign-in that began at `since`, last active at `seen`, is over; None while it stands."""
    if at - since >= limits.longest:
        return Ending.LONGEST
    return Ending.IDLE if at - seen >= limits.idle else None


def left(limits: Limits, *, since: datetime, seen: datetime, at: datetime) -> timedelta:
    """How long it still stands if nothing happens; never negative."""
    return max(timedelta(0), min(since + limits.longest, seen + limits.idle) - at)


def began(session: Stamped) -> datetime | None:
    """When the sign-in of this session began; None for one older than these limits."""
    stamp = session.get(SIGNED_IN_AT)
    return datetime.fromtimestamp(stamp, tz=UTC) if isinstance(stamp, int | float) else None
