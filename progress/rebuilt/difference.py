"""One place where what stands is not what follows from the facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """`what` is coverage, spent time, completion …; `subject` names it by ids; `mend` raises it, if that is possible.

    Without `mend` there is more than the facts say: that is for a person, since nothing earned is lowered by a machine.
    """

    what: str
    subject: str
    problem: str
    mend: Callable[[], object] | None = None

    def __str__(self) -> str:
        return f"{self.what} {self.subject}: {self.problem}"
