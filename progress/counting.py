"""Which lines of several ledgers of one person count: a credit key counts once (DESIGN §2.5). No I/O here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Protocol

NOTHING = Decimal(0)


class Line(Protocol):
    """What counting reads of a ledger entry."""

    @property
    def pk(self) -> int: ...
    @property
    def member_id(self) -> int: ...
    @property
    def item(self) -> str: ...
    @property
    def credit_year(self) -> int: ...
    @property
    def hours(self) -> Decimal: ...
    @property
    def earned_on(self) -> datetime: ...


def counted_elsewhere(lines: Iterable[Line]) -> frozenset[int]:
    """The ids of the lines that are shown and not counted.

    A key that stands in several ledgers, because two records of one person earned it before they were joined, counts
    in the one where it was earned first.
    """
    keys: dict[tuple[str, int], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        keys[line.item, line.credit_year][line.member_id].append(line)
    passed_over: set[int] = set()
    for ledgers in keys.values():
        holding = [own for own in ledgers.values() if sum((line.hours for line in own), NOTHING) > 0]
        if len(holding) > 1:
            holding.sort(key=lambda own: min((line.earned_on, line.pk) for line in own))
            passed_over |= {line.pk for own in holding[1:] for line in own}
    return frozenset(passed_over)
