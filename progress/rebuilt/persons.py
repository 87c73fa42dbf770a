"""Which records were ever one person's: what one of them earned while they were joined stands for the others too."""

from __future__ import annotations

from collections.abc import Iterable


class Persons:
    """Records by person. Joins may have been undone, chained, or made the other way round later; nothing is unjoined
    here, since what was earned together stays."""

    def __init__(self, joins: Iterable[tuple[int, int]]) -> None:
        """`joins` are pairs of member ids."""
        self._leads_to: dict[int, int] = {}
        for one, other in joins:
            first, second = sorted((self.of(one), self.of(other)))
            if first != second:
                self._leads_to[second] = first

    def of(self, member_id: int) -> int:
        """The one record that stands for all records of this person: always the same, of no other meaning."""
        while member_id in self._leads_to:
            member_id = self._leads_to[member_id]
        return member_id
