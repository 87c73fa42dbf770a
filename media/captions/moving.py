"""Shifts captions in time, and stretches them between frame rates. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from media.captions.cues import Captions

STRETCHES: Final = {
    "": Fraction(1),
    "25-23.976": Fraction(25 * 1001, 24000),
    "25-24": Fraction(25, 24),
    "24-25": Fraction(24, 25),
    "23.976-25": Fraction(24000, 25 * 1001),
    "30-29.97": Fraction(1001, 1000),
    "29.97-30": Fraction(1000, 1001),
}
"""A film of 25 pictures a second shown with 24 lasts 25/24 as long, and so does the way to each of its captions."""


@dataclass(frozen=True, slots=True)
class Move:
    """First stretched from the beginning, then shifted."""

    shift_ms: int = 0
    stretch: Fraction = Fraction(1)


NONE: Final = Move()


def moved(captions: Captions, move: Move) -> Captions:
    """The captions with all times moved; none begins before the recording."""

    def place(milliseconds: int) -> int:
        return max(0, round(milliseconds * move.stretch) + move.shift_ms)

    cues = tuple(replace(cue, start=place(cue.start), end=place(cue.end)) for cue in captions.cues)
    return replace(captions, cues=cues)
