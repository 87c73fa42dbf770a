"""CSV read line by line, in whatever encoding and with whatever separator it came."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from school.importing.errors import UnclosedQuote
from school.importing.sheets.cells import FORMULA_STARTS, CellValue, Flaw, Line, judged_text, unharmed
from school.importing.sheets.sniffing import SAMPLE_BYTES, delimiter_of, encoding_of


def read_delimited(path: Path) -> Iterator[Line]:
    """Every record with its number; a record that spans several lines counts once, as in a spreadsheet.

    Raises:
        UnclosedQuote: where a quotation mark swallows the rest of the file.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    encoding = encoding_of(sample)
    delimiter = delimiter_of(sample.decode(encoding, "replace"))
    number = 0
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        records = csv.reader(text, delimiter=delimiter)
        while True:
            try:
                record = next(records, None)
            except csv.Error as broken:
                raise UnclosedQuote(row=number) from broken
            if record is None:
                return
            number += 1
            yield Line(number, [_cell(cell) for cell in record])


def _cell(text: str) -> CellValue:
    plain = unharmed(text)
    if plain == text and text.startswith("=") and len(text) > 1:
        # ="00123" is how some programs keep leading zeros; it is a formula all the same.
        return Flaw.FORMULA
    return judged_text(plain if plain.startswith(FORMULA_STARTS[1:4]) else plain.strip())


def count_delimited(path: Path) -> int:
    """About how many lines there are."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
