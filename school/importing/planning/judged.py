"""What a line would do to the register. No I/O here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from school.importing.interpreting import Reading
from school.importing.models import Verdict

Mint = Callable[[int], str]
"""Line → the public id that what is new on it will have; the same again when a killed check is taken up."""


@dataclass
class Judged:
    """`before` and `after` hold plain values by field, of what changes alone; `rank` puts parents before children."""

    reading: Reading
    title: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    target: str = ""
    is_new: bool = False
    rank: int = 0

    @property
    def verdict(self) -> Verdict:
        if self.reading.findings:
            return Verdict.ERROR
        if self.is_new:
            return Verdict.NEW
        return Verdict.CHANGED if self.after else Verdict.SAME


class Planner(Protocol):
    """One kind of sheet against the register as it stands."""

    def first_look(self, reading: Reading) -> None:
        """Called for every line of the file before any is judged, if `needs_first_look`."""

    @property
    def needs_first_look(self) -> bool:
        """Whether lines can refer to lines further below."""

    def unique_values(self, reading: Reading) -> dict[str, str]:
        """What must not stand twice in the file: field → comparable value, the most telling first."""

    def judge(self, readings: list[Reading]) -> list[Judged]:
        """The lines against the register, in a number of queries that does not depend on their number."""
