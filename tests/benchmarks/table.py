"""One measured line of the table, as the benchmarks hand it to the runner and the runner prints it."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was measured, how much, what is allowed, and whether that is kept; None where nothing is promised."""

    what: str
    measured: str
    budget: str = "–"
    kept: bool | None = None

    def hand_in(self) -> None:
        """Give the row to the runner, which reads this process's output."""
        sys.stdout.write(json.dumps(asdict(self), ensure_ascii=False) + "\n")
        sys.stdout.flush()

    @classmethod
    def read(cls, line: str) -> Row:
        fields: dict[str, Any] = json.loads(line)
        return cls(**fields)


HEADINGS = ("what", "measured", "budget", "kept")
VERDICTS = {True: "yes", False: "NO", None: "–"}


def as_markdown(rows: Sequence[Row]) -> str:
    """The table, its columns aligned for a terminal and right for a page of the documentation."""
    cells = [HEADINGS, *((row.what, row.measured, row.budget, VERDICTS[row.kept]) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(_padded, line, widths)) + " |" for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
