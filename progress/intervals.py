"""Sets of half-open intervals of whole milliseconds: sorted, disjoint, never touching. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def union(*sets: Iterable[Interval]) -> Intervals:
    """All that lies in any of the sets; empty and reversed intervals count for nothing."""
    merged: list[Interval] = []
    for start, end in sorted(interval for one in sets for interval in one if interval[0] < interval[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def common(left: Intervals, right: Intervals) -> Intervals:
    """What lies in both sets."""
    found: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(left: Intervals, right: Intervals) -> Intervals:
    """What lies in the first set and not in the second."""
    rest: list[Interval] = []
    for start, end in left:
        reached = start
        for taken_start, taken_end in common(((start, end),), right):
            if reached < taken_start:
                rest.append((reached, taken_start))
            reached = taken_end
        if reached < end:
            rest.append((reached, end))
    return tuple(rest)


def measure(intervals: Intervals) -> int:
    """Total length, in milliseconds."""
    return sum(end - start for start, end in intervals)


def latest(intervals: Intervals, *, length: int) -> Intervals:
    """The last `length` milliseconds of the set, or all of it if it is shorter."""
    taken: list[Interval] = []
    for start, end in reversed(intervals):
        if length <= 0:
            break
        piece = min(length, end - start)
        taken.append((end - piece, end))
        length -= piece
    return tuple(reversed(taken))


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970, rounded down."""
    return (at - EPOCH) // MILLISECOND


def moment(ms: int) -> datetime:
    """The inverse of `milliseconds`."""
    return EPOCH + ms * MILLISECOND


def by_day(interval: Interval, *, zone: ZoneInfo) -> Iterator[tuple[date, Interval]]:
    """Cut an interval of milliseconds since 1970 at the midnights of a time zone."""
    start, end = interval
    while start < end:
        day = moment(start).astimezone(zone).date()
        midnight = milliseconds(datetime.combine(day + timedelta(days=1), time(), tzinfo=zone))
        yield day, (start, min(end, midnight))
        start = midnight
