"""The clock of an attempt. It is the server's; the device's is never asked."""

from __future__ import annotations

from datetime import datetime, timedelta

# An answer given in the last second travels for a while on a weak network.
GRACE = timedelta(seconds=30)


def deadline_of(*, started_at: datetime, minutes: int | None) -> datetime | None:
    """When an attempt of that length ends; None without a time limit."""
    return started_at + timedelta(minutes=minutes) if minutes else None


def closes_at(deadline: datetime | None) -> datetime | None:
    """The last moment at which an answer is still taken."""
    return deadline + GRACE if deadline else None


def is_over(deadline: datetime | None, *, at: datetime) -> bool:
    """Whether the deadline and its grace have passed."""
    end = closes_at(deadline)
    return end is not None and at > end


def seconds_left(deadline: datetime | None, *, at: datetime) -> int | None:
    """Whole seconds until the deadline, never negative; None without a time limit."""
    return max(0, int((deadline - at).total_seconds())) if deadline else None
