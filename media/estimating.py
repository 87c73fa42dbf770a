"""How long a job will still take, told from its own speed so far. Pure."""

from dataclasses import dataclass
from math import ceil, exp
from typing import Final

MEMORY_SECONDS: Final = 15.0
"""What was measured this long ago counts a third: the machine's other work comes and goes."""

WAIT_SECONDS: Final = 2.0
"""The start of an encoder says nothing about its speed."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a job is, at which time of its own clock, and how fast it lately was (media per wall clock)."""

    began: float
    at: float
    done_ms: int = 0
    speed: float = 0.0


def begun(at: float) -> Pace:
    """A job that starts now; `at` in seconds of any clock that only goes forward."""
    return Pace(began=at, at=at)


def after(pace: Pace, *, at: float, done_ms: int) -> Pace:
    """The pace with one more reading; a reading that goes back or takes no time is passed over."""
    passed = at - pace.at
    if passed <= 0 or done_ms <= pace.done_ms:
        return pace
    now = (done_ms - pace.done_ms) / 1000 / passed
    kept = exp(-passed / MEMORY_SECONDS) if pace.speed else 0.0
    return Pace(began=pace.began, at=at, done_ms=done_ms, speed=pace.speed * kept + now * (1 - kept))


def remaining_seconds(pace: Pace, *, total_ms: int, at: float) -> int | None:
    """Seconds until `total_ms` are done, never below 0; None while it is too early to say."""
    if not pace.speed or pace.at - pace.began < WAIT_SECONDS:
        return None
    left = max(0, total_ms - pace.done_ms) / 1000 / pace.speed
    return ceil(max(0.0, left - (at - pace.at)))
