"""Time spent in a room: the union of a member's intervals over all devices. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

Interval = tuple[datetime, datetime]


def time_covered(intervals: Iterable[Interval], *, window: Interval) -> timedelta:
    """How much of the window the intervals cover together; two devices at once count once."""
    opens, closes = window
    covered = timedelta()
    reached = opens
    for start, end in sorted(intervals):
        begins = max(start, reached)
        ends = min(end, closes)
        if ends > begins:
            covered += ends - begins
            reached = ends
    return covered


def suggests_present(intervals: Iterable[Interval], *, window: Interval, share: Decimal) -> bool:
    """Whether the room's own record suggests "present": at least this share of the window (0 … 1) and some time at all.

    Only a suggestion: a person confirms the register, and a member who came on foot has no interval.
    """
    covered = time_covered(intervals, window=window)
    opens, closes = window
    needed = (closes - opens) * float(share)
    return covered > timedelta() and covered >= needed
