"""Which seconds of a recording a member has played: a bitmap that only grows (DESIGN §2.4, ORACLES §4.8). Pure.

Bit `s` of the integer stands for the second from `s` to `s + 1`. Merging is OR, so beats may repeat, change their
order or arrive late. A bit is set when at least half of its second was played in one beat or in contiguous beats;
what falls short of half a second waits in the *fringe* until a contiguous beat adds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from progress.intervals import Interval, Intervals, union, without
from progress.rules import Rules

SECOND = 1000
HALF = SECOND // 2
RUN = re.compile("1+")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording's length: as many whole seconds as it has, at least one."""

    duration_ms: int

    @property
    def length(self) -> int:
        return max(1, self.duration_ms // SECOND)

    @property
    def half_ms(self) -> int:
        """What must be played of a second; a recording shorter than a second is one short second."""
        return min(HALF, max(1, -(-self.duration_ms // 2)))

    @property
    def all(self) -> int:
        """The bitmap with every bit set."""
        return (1 << self.length) - 1


@dataclass(frozen=True, slots=True)
class Played:
    """Bits set so far, and the pieces of seconds that are not yet half played."""

    bits: int = 0
    fringe: Intervals = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a member is: intervals and percent are of seconds, percent and completion of the required ones."""

    covered: Intervals
    missing: Intervals
    percent: int
    complete: bool


def play(before: Played, media: Iterable[Interval], *, timeline: Timeline) -> Played:
    """What has been played once the intervals of one more beat are added. Milliseconds of media in."""
    once = union(media)
    own = _bits_of_one_beat(once, timeline)
    pieces = union(before.fringe, _edges(once))
    bits = before.bits | own | _bits_of_runs(pieces, timeline)
    return Played(bits=bits, fringe=_unset(pieces, bits, timeline))


def merge(left: Played, right: Played, *, timeline: Timeline) -> Played:
    """Both together: commutative, associative, idempotent, and never less than either."""
    pieces = union(left.fringe, right.fringe)
    bits = left.bits | right.bits | _bits_of_runs(pieces, timeline)
    return Played(bits=bits, fringe=_unset(pieces, bits, timeline))


def _bits_of_one_beat(once: Intervals, timeline: Timeline) -> int:
    bits = 0
    partial: dict[int, int] = {}
    for start, end in once:
        first, last = -(-start // SECOND), end // SECOND
        if first < last:
            bits |= ((1 << (last - first)) - 1) << first
        for piece_start, piece_end in _edges(((start, end),)):
            second = piece_start // SECOND
            partial[second] = partial.get(second, 0) + piece_end - piece_start
    for second, played in partial.items():
        if played >= timeline.half_ms:
            bits |= 1 << second
    return bits & timeline.all


def _edges(intervals: Intervals) -> Intervals:
    """The parts of the intervals that fill no whole second, each within one second."""
    pieces: list[Interval] = []
    for start, end in intervals:
        first, last = -(-start // SECOND) * SECOND, end // SECOND * SECOND
        if first > last:
            pieces.append((start, end))
            continue
        pieces += [piece for piece in ((start, first), (last, end)) if piece[0] < piece[1]]
    return tuple(pieces)


def _bits_of_runs(pieces: Intervals, timeline: Timeline) -> int:
    bits = 0
    for start, end in _within_seconds(pieces):
        if end - start >= timeline.half_ms:
            bits |= 1 << (start // SECOND)
    return bits & timeline.all


def _within_seconds(pieces: Intervals) -> Iterable[Interval]:
    for start, end in pieces:
        reached = start
        while reached < end:
            border = min(end, (reached // SECOND + 1) * SECOND)
            yield reached, border
            reached = border


def _unset(pieces: Intervals, bits: int, timeline: Timeline) -> Intervals:
    """The pieces that still wait: their second has no bit yet and counts."""
    waiting = (
        piece
        for piece in _within_seconds(pieces)
        if piece[0] < timeline.length * SECOND and not bits >> (piece[0] // SECOND) & 1
    )
    return union(waiting)


def to_bytes(bits: int, *, timeline: Timeline) -> bytes:
    """Little-endian, as it is stored."""
    return bits.to_bytes((timeline.length + 7) // 8, "little")


def from_bytes(stored: bytes) -> int:
    return int.from_bytes(stored, "little")


def runs(bits: int) -> Intervals:
    """The set bits as intervals of seconds."""
    return tuple((run.start(), run.end()) for run in RUN.finditer(format(bits, "b")[::-1]))


def required_bits(timeline: Timeline, *, from_ms: int | None, to_ms: int | None) -> int:
    """The seconds that must be watched: those that lie wholly between intro and credits; all, if none would."""
    first = -(-(from_ms or 0) // SECOND)
    last = timeline.length if to_ms is None else min(timeline.length, to_ms // SECOND)
    return ((1 << (last - first)) - 1) << first if first < last else timeline.all


def threshold(timeline: Timeline, rules: Rules) -> Fraction:
    """The share of the required seconds that completes: it rises with the length (ORACLES §4.8)."""
    seconds = min(timeline.length, rules.threshold_full_seconds)
    return Fraction(rules.threshold_short) + Fraction(rules.threshold_gain) * Fraction(
        seconds, rules.threshold_full_seconds
    )


def standing(bits: int, *, required: int, share: Fraction) -> Standing:
    """Judge a bitmap against the required seconds; `share` of them completes."""
    total, got = required.bit_count(), (bits & required).bit_count()
    return Standing(
        covered=runs(bits),
        missing=without(runs(required), runs(bits)),
        percent=got * 100 // total,
        complete=got >= share * total,
    )
