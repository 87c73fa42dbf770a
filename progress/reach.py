"""How many people have seen each second of a recording, from their bitmaps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_BARS = 120
SHARE_OF_LENGTH = 20
SHORTEST_WINDOW = 10


def counts(bitmaps: Iterable[int], length: int) -> list[int]:
    """For each of `length` seconds, in how many bitmaps its bit is set.

    Bitmaps are added as whole numbers, bit planes of one sum, so that a second costs nothing by itself.
    """
    planes: list[int] = []
    for bits in bitmaps:
        carry, place = bits, 0
        while carry:
            if place == len(planes):
                planes.append(0)
            planes[place], carry = planes[place] ^ carry, planes[place] & carry
            place += 1
    return [sum((plane >> second & 1) << place for place, plane in enumerate(planes)) for second in range(length)]


@dataclass(frozen=True)
class Loss:
    """Between these seconds most people stop: `lost` fewer see the end of it than its beginning."""

    start: int
    end: int
    lost: int


def steepest_loss(reach: Sequence[int]) -> Loss | None:
    """The stretch of a twentieth of the length (at least ten seconds) that loses most; None where nobody is lost."""
    window = min(max(SHORTEST_WINDOW, len(reach) // SHARE_OF_LENGTH), len(reach) - 1)
    if window < 1:
        return None
    start = max(range(len(reach) - window), key=lambda second: (reach[second] - reach[second + window], -second))
    lost = reach[start] - reach[start + window]
    return Loss(start, start + window, lost) if lost > 0 else None


def bars(reach: Sequence[int], most: int = MOST_BARS) -> list[tuple[int, int, int]]:
    """The same in at most `most` stretches: first second, end, and the fewest people of any second in it."""
    width = max(1, -(-len(reach) // most))
    return [
        (start, min(start + width, len(reach)), min(reach[start : start + width]))
        for start in range(0, len(reach), width)
    ]
