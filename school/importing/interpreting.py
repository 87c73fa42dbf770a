"""From the cells of a line to values by field, with everything that does not fit. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from school.importing import values
from school.importing.fields import FIELDS, Field
from school.importing.findings import Finding
from school.importing.sheets.cells import CellValue, Flaw, Line
from school.importing.values import Misfit
from school.privacy.masking import mask_identity

Vocabularies = Mapping[str, Mapping[str, str]]
LONGEST_SHOWN = 200


@dataclass
class Reading:
    """One line understood: `values` by field (only what is filled in and fits), `data` the cells as written."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def days(self) -> dict[str, date]:
        return {code: value for code, value in self.values.items() if isinstance(value, date)}

    def blame(self, column: str, code: str, **facts: str) -> None:
        """Add a finding, at most one a column: the first says what to mend first."""
        if all(known.column != column for known in self.findings):
            self.findings.append(Finding(column, code, facts))


def interpret(
    kind: str, line: Line, mapping: Mapping[str, int], vocabularies: Vocabularies, *, leave_out: frozenset[str]
) -> Reading:
    """Read the mapped cells; fields in `leave_out` are neither read nor kept."""
    reading = Reading(line.number)
    for known in FIELDS[kind]:
        position = mapping.get(known.code)
        if position is None or known.code in leave_out:
            continue
        cell = line.cells[position] if position < len(line.cells) else None
        if shown := _shown(cell):
            reading.data[known.code] = mask_identity(shown) if known.sort == "identity" else shown
        try:
            value = _READERS[known.sort](cell, known, vocabularies)
        except Misfit as misfit:
            reading.blame(known.code, misfit.code, **misfit.facts)
            continue
        if value not in ("", None):
            reading.values[known.code] = value
        elif known.required and known.code != "parent":
            reading.blame(known.code, "missing")
    return reading


def _shown(cell: CellValue) -> str:
    """The cell as people see it in the list of rows; of a flaw there is nothing to show."""
    if cell is None or isinstance(cell, Flaw):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:LONGEST_SHOWN]


def _text(cell: CellValue, known: Field, _words: Vocabularies) -> str:
    return values.text(cell, longest=known.longest)


def _number(cell: CellValue, known: Field, _words: Vocabularies) -> str:
    return values.number(cell, longest=known.longest)


def _choice(cell: CellValue, known: Field, words: Vocabularies) -> str:
    return values.choice(cell, words[known.choices], code=f"{known.choices}-unknown")


_READERS: dict[str, Callable[[CellValue, Field, Vocabularies], Any]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "day": lambda cell, _known, _words: values.day(cell),
    "phone": lambda cell, _known, _words: values.phone(cell),
    "email": lambda cell, _known, _words: values.email(cell),
    "identity": lambda cell, _known, _words: values.identity_number(cell),
}


def is_note(line: Line) -> bool:
    """A line that only remarks, such as the mark at the end of our own exports."""
    first, *rest = line.cells or [None]
    return isinstance(first, str) and first.startswith("#") and all(cell in (None, "") for cell in rest)
