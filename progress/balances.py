"""What a ledger held at the end of any day: the fold of the lines that were written by then (DESIGN §2.5). No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from progress.counting import Line, counted_elsewhere

NONE = Decimal("0.00")


class BookedLine(Line, Protocol):
    """What a balance reads of a ledger entry besides."""

    @property
    def category(self) -> str: ...


@dataclass(frozen=True)
class Balance:
    """`by_category` maps category codes to net hours; lines of `elsewhere` (ids) are shown and not counted. `later` is
    by how much the hours that count have changed since, in `later_lines` lines."""

    by_category: dict[str, Decimal]
    elsewhere: frozenset[int]
    later: Decimal = NONE
    later_lines: int = 0

    @property
    def total(self) -> Decimal:
        """The net hours that counted."""
        return sum(self.by_category.values(), NONE)


def balance_of(lines: Sequence[BookedLine]) -> Balance:
    """What these lines of one person come to, in whatever order."""
    elsewhere = counted_elsewhere(lines)
    by_category: dict[str, Decimal] = {}
    for line in lines:
        if line.pk not in elsewhere:
            by_category[line.category] = by_category.get(line.category, NONE) + line.hours
    return Balance(by_category, elsewhere)


def balance_then(written: Sequence[BookedLine], *, of: Sequence[BookedLine]) -> Balance:
    """What the lines come to that were `written` by some day; `of` are all that stand now."""
    then = balance_of(written)
    return replace(then, later=balance_of(of).total - then.total, later_lines=len(of) - len(written))
