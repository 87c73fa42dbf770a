"""Names for invented people: two to four characters, now and then two parts joined by "·"."""

from __future__ import annotations

from random import Random

from school.demo.college.tables import names


class NameMaker:
    """Makes names that differ from all made before."""

    def __init__(self, rng: Random, taken: set[str]) -> None:
        self._rng = rng
        self._taken = set(taken)

    def make(self, category: str) -> str:
        """A new name for somebody of this category: staff, student or retired."""
        while True:
            name = self._propose(category)
            if name not in self._taken:
                self._taken.add(name)
                return name

    def _propose(self, category: str) -> str:
        table, rng = names(), self._rng
        if rng.random() < table.minority_share:
            (first, _), (_, second) = rng.choice(table.minority), rng.choice(table.minority)
            return f"{first}·{second}"
        is_compound = rng.random() < table.compound_share
        surname = rng.choice(table.compound_surnames) if is_compound else self._surname()
        return surname + self._given(category)

    def _surname(self) -> str:
        # Common surnames stand first in the table; the product of two draws favours them.
        table, rng = names(), self._rng
        return table.surnames[int(len(table.surnames) * rng.random() * rng.random())]

    def _given(self, category: str) -> str:
        table, rng = names(), self._rng
        if category == "retired":
            return rng.choice(table.elder_given)
        if rng.random() < table.single_share:
            return rng.choice(table.single_given)
        if category == "staff":
            return rng.choice(table.staff_given_first) + rng.choice(table.staff_given_second)
        return rng.choice(table.student_given_first) + rng.choice(table.student_given_second)
