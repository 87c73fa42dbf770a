"""Is this beat possible? Every wall second of a member is spent once (DESIGN §2.4). Pure.

A beat says: in this wall interval, by the device's monotonic clock since t0, these intervals of the recording were
played. It is accepted when the interval lies in time that has passed, none of it is spent already, and what it costs
fits into it at the rate cap. The tolerance of a session is not a gift: it is wall time just before t0, spent like any
other, so credited media seconds never exceed rate cap × spent wall seconds, whatever is sent in whatever order.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from progress.coverage import SECOND, Played, Timeline, play
from progress.intervals import Interval, Intervals, by_day, common, latest, measure, union, without
from progress.rules import Rules

CLOCK_MS = 2_000
"""How far a device's clock may run ahead of ours."""
SESSION_MS = 6 * 3_600_000
"""A viewing session takes wall time no later than this after t0; then the device opens another."""
DELIVERY_MS = 14 * 24 * 3_600_000
"""How long after t0 a device that was offline may still deliver."""
MAX_INTERVALS = 60
MAX_FRINGE = 400
MAX_SEQ = 2**31 - 1
MAX_MS = 2**41
RATES = (1 / 16, 16.0)


class Refusal(StrEnum):
    """Why a beat was not counted; `progress.refusals` has the sentences."""

    MALFORMED = "malformed"
    NOTHING_PLAYED = "nothing-played"
    OUTSIDE_RECORDING = "outside-recording"
    BEFORE_START = "before-start"
    IN_THE_FUTURE = "in-the-future"
    SESSION_OVER = "session-over"
    VIEWING_CLOSED = "viewing-closed"
    SEQ_REUSED = "seq-reused"
    TIME_ALREADY_SPENT = "time-already-spent"
    TOO_FAST = "too-fast"
    OFFLINE_LIMIT = "offline-limit"
    TOO_SCATTERED = "too-scattered"


class BeatRefused(Exception):
    """Carries the refusal; nothing of the beat counts."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Beat:
    """`wall` is in milliseconds since t0, `media` in milliseconds of the recording, in the order played."""

    seq: int
    wall: Interval
    media: tuple[Interval, ...]
    rate: float

    @property
    def digest(self) -> str:
        """Tells an identical repeat from another beat under the same number."""
        return hashlib.sha256(orjson.dumps([self.seq, self.wall, self.media, self.rate])).hexdigest()


@dataclass(frozen=True, slots=True)
class Terms:
    """What does not change in a viewing session: t0 in milliseconds since 1970, the recording, the rules."""

    t0_ms: int
    timeline: Timeline
    rate_cap: Fraction
    tolerance_ms: int
    offline_after_ms: int
    offline_cap_ms: int
    zone: ZoneInfo
    closed_ms: int | None = None

    @classmethod
    def under(cls, rules: Rules, *, t0_ms: int, timeline: Timeline, zone: ZoneInfo, closed_ms: int | None) -> Terms:
        """The terms that a rule version sets."""
        return cls(
            t0_ms=t0_ms,
            timeline=timeline,
            rate_cap=Fraction(rules.rate_cap),
            tolerance_ms=rules.session_tolerance_seconds * SECOND,
            offline_after_ms=rules.offline_after_seconds * SECOND,
            offline_cap_ms=rules.offline_daily_cap_minutes * 60 * SECOND,
            zone=zone,
            closed_ms=closed_ms,
        )

    @property
    def tolerance(self) -> Interval:
        """The wall time that the session may borrow from: just long enough, at the rate cap, for its tolerance."""
        return (self.t0_ms - math.floor(self.tolerance_ms / self.rate_cap), self.t0_ms)


@dataclass(frozen=True, slots=True)
class Account:
    """What one member has at the moment: the recording as played so far, the wall time spent (milliseconds since
    1970, over everything), and how much of each day was reported late."""

    played: Played = field(default_factory=Played)
    spent: Intervals = ()
    offline_ms: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A beat that counts, and the account after it. `wall` and `borrowed` are in milliseconds since 1970."""

    account: Account
    wall: Interval
    borrowed: Intervals
    new_seconds: int
    offline_ms: int


def parse_beat(raw: object) -> Beat:
    """Read one beat of a report. Fractions of milliseconds are rounded.

    Raises:
        BeatRefused: MALFORMED for anything that is not finite numbers in the promised shape.
    """
    if not isinstance(raw, dict):
        raise BeatRefused(Refusal.MALFORMED)
    seq, media = raw.get("seq"), raw.get("media")
    if type(seq) is not int or not 0 < seq <= MAX_SEQ:
        raise BeatRefused(Refusal.MALFORMED)
    if not isinstance(media, Sequence) or isinstance(media, str | bytes) or len(media) > MAX_INTERVALS:
        raise BeatRefused(Refusal.MALFORMED)
    rate = _number(raw.get("rate", 1.0))
    if not RATES[0] <= rate <= RATES[1]:
        raise BeatRefused(Refusal.MALFORMED)
    return Beat(seq=seq, wall=_interval(raw.get("wall")), media=tuple(_interval(one) for one in media), rate=rate)


def _interval(raw: Any) -> Interval:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise BeatRefused(Refusal.MALFORMED)
    start, end = round(_number(raw[0])), round(_number(raw[1]))
    if start > end:
        raise BeatRefused(Refusal.MALFORMED)
    return start, end


def _number(raw: object) -> float:
    if type(raw) not in {int, float} or not -MAX_MS < raw < MAX_MS:  # type: ignore[operator]  # NaN fails the range
        raise BeatRefused(Refusal.MALFORMED)
    return float(raw)  # type: ignore[arg-type]  # one of the two types above


def judge(beat: Beat, *, terms: Terms, account: Account, now_ms: int) -> Acceptance:
    """Accept the beat or say why not. Repeats are the caller's: an accepted beat judged again finds its time spent.

    Raises:
        BeatRefused: with the reason; nothing counts then.
    """
    wall = (beat.wall[0] + terms.t0_ms, beat.wall[1] + terms.t0_ms)
    _check_wall(wall, terms, now_ms)
    media = _check_media(beat.media, terms)
    if common((wall,), account.spent):
        raise BeatRefused(Refusal.TIME_ALREADY_SPENT)
    offline = _offline(wall, terms, account, now_ms)
    played = play(account.played, media, timeline=terms.timeline)
    if len(played.fringe) > max(MAX_FRINGE, len(account.played.fringe)):
        raise BeatRefused(Refusal.TOO_SCATTERED)
    new_seconds = (played.bits & ~account.played.bits).bit_count()
    cost = max(sum(end - start for start, end in media), new_seconds * SECOND)
    borrowed = _borrow(cost, wall, terms, account)
    after = Account(
        played=played,
        spent=union(account.spent, (wall,), borrowed),
        offline_ms={**account.offline_ms, **{day: account.offline_ms.get(day, 0) + ms for day, ms in offline.items()}},
    )
    return Acceptance(after, wall, borrowed, new_seconds, sum(offline.values()))


def _check_wall(wall: Interval, terms: Terms, now_ms: int) -> None:
    if wall[0] >= wall[1]:
        raise BeatRefused(Refusal.MALFORMED)
    if wall[0] < terms.t0_ms:
        raise BeatRefused(Refusal.BEFORE_START)
    if wall[1] > now_ms + CLOCK_MS:
        raise BeatRefused(Refusal.IN_THE_FUTURE)
    if terms.closed_ms is not None and wall[1] > terms.closed_ms:
        raise BeatRefused(Refusal.VIEWING_CLOSED)
    if wall[1] > terms.t0_ms + SESSION_MS:
        raise BeatRefused(Refusal.SESSION_OVER)


def _check_media(media: Sequence[Interval], terms: Terms) -> tuple[Interval, ...]:
    """The non-empty intervals; a player may overrun the measured end by a moment."""
    real = tuple(interval for interval in media if interval[0] < interval[1])
    if not real:
        raise BeatRefused(Refusal.NOTHING_PLAYED)
    end = max(terms.timeline.duration_ms, SECOND) + SECOND
    if any(interval[0] < 0 or interval[1] > end for interval in real):
        raise BeatRefused(Refusal.OUTSIDE_RECORDING)
    return real


def _offline(wall: Interval, terms: Terms, account: Account, now_ms: int) -> dict[date, int]:
    """Milliseconds of each day that are first reported long after they passed."""
    late = (wall[0], min(wall[1], now_ms - terms.offline_after_ms))
    by_date = {day: end - start for day, (start, end) in by_day(late, zone=terms.zone)}
    for day, ms in by_date.items():
        if account.offline_ms.get(day, 0) + ms > terms.offline_cap_ms:
            raise BeatRefused(Refusal.OFFLINE_LIMIT)
    return by_date


def _borrow(cost: int, wall: Interval, terms: Terms, account: Account) -> Intervals:
    """The wall time before t0 that a beat needs beyond its own, the latest first."""
    short = math.ceil(Fraction(cost) / terms.rate_cap) - (wall[1] - wall[0])
    if short <= 0:
        return ()
    free = without((terms.tolerance,), account.spent)
    if measure(free) < short:
        raise BeatRefused(Refusal.TOO_FAST)
    return latest(free, length=short)
