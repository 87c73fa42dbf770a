"""Which seconds of earlier recordings count for a new one that its author says is the same film. Pure.

What was at second `s` of an earlier recording is at `s + offset` of the new one, and counts there only within a window:
where a chain of replacements passes a shorter cut, what that cut left out is not carried past it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

LONGEST_SECONDS = 24 * 60 * 60
"""An offset is said by a person; a day is more than any recording."""


@dataclass(frozen=True)
class Statement:
    """`after` is the film `before`, shifted by `offset` seconds. Lengths in whole seconds."""

    before: int
    after: int
    offset: int
    before_length: int
    after_length: int


@dataclass(frozen=True)
class Carried:
    """Seconds of the recording `asset_id` count `offset` later, from second `first` until `last` of the new one."""

    asset_id: int
    offset: int
    first: int
    last: int

    def shift(self, bits: int) -> int:
        """The bitmap of the earlier recording as one of the new: never with more bits than before."""
        moved = bits << self.offset if self.offset >= 0 else bits >> -self.offset
        return moved & (((1 << (self.last - self.first)) - 1) << self.first)


def carried_to(asset_id: int, statements: Sequence[Statement]) -> tuple[Carried, ...]:
    """From which recordings, by these statements and their chains, seconds count for this one. The shortest chain
    counts where two lead to the same recording; the recording itself is never its own predecessor."""
    found: dict[int, Carried] = {}
    ends: deque[Carried] = deque()
    for statement in _about(asset_id, statements):
        ends.append(Carried(asset_id, 0, 0, max(1, statement.after_length)))
        break
    while ends:
        end = ends.popleft()
        for statement in _about(end.asset_id, statements):
            carried = _before(end, statement)
            if statement.before in (asset_id, *found) or carried.first >= carried.last:
                continue
            found[statement.before] = carried
            ends.append(carried)
    return tuple(found.values())


def to_json(carried: Iterable[Carried]) -> list[list[int]]:
    """As a revision keeps it."""
    return [list(astuple(one)) for one in carried]


def from_json(kept: Iterable[Sequence[int]]) -> tuple[Carried, ...]:
    """As `to_json` wrote it."""
    return tuple(Carried(*one) for one in kept)


def _about(asset_id: int, statements: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.after == asset_id]


def _before(end: Carried, statement: Statement) -> Carried:
    offset = end.offset + statement.offset
    return Carried(
        asset_id=statement.before,
        offset=offset,
        first=max(end.first, offset, 0),
        last=min(end.last, offset + max(1, statement.before_length)),
    )
