"""Which work waits behind which. Pure: what is long, and how many of each kind one machine does at once.

Looking at a file (hash, measurements, the quick edition) costs seconds whatever its length, so everything is looked at
first. What is then still to be encoded goes into one of two lanes, so that an hour of film never keeps three minutes
waiting.
"""

from enum import StrEnum
from typing import Final

LONG_FROM_RUNG_MINUTES: Final = 60
"""Minutes of recording × pictures to encode of each: twenty minutes in three sizes."""
SOUND_WEIGHS: Final = 0.05
"""Encoding sound, against encoding one size of the picture."""


class Lane(StrEnum):
    """What an asset waits for, as stored in `Asset.lane`."""

    LOOK = "look"
    SHORT = "short"
    LONG = "long"


TAKEN_BY: Final[dict[Lane, tuple[Lane, ...]]] = {
    Lane.SHORT: (Lane.LOOK, Lane.SHORT),
    Lane.LONG: (Lane.LOOK, Lane.LONG, Lane.SHORT),
}
"""What a worker of each lane takes, first things first: the long one helps while nothing long waits, the short one
never begins what would keep it for an hour."""


def rung_minutes(*, duration_ms: int, pictures: int) -> float:
    """The work of one encode."""
    return duration_ms / 60_000 * (pictures + SOUND_WEIGHS)


def lane_for(*, duration_ms: int, pictures: int) -> Lane:
    """The lane of an encode of this length with so many pictures (rungs that are not copied)."""
    work = rung_minutes(duration_ms=duration_ms, pictures=pictures)
    return Lane.LONG if work > LONG_FROM_RUNG_MINUTES else Lane.SHORT
