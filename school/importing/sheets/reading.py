"""Opening a file as lines, whichever of the two formats it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from school.importing.errors import TooManyColumns, TooManyRows
from school.importing.sheets.cells import Line
from school.importing.sheets.delimited import count_delimited, read_delimited
from school.importing.sheets.limits import COLUMNS
from school.importing.sheets.workbook import count_workbook, read_workbook


def read_lines(path: Path, format_name: str, *, most_rows: int) -> Iterator[Line]:
    """Lines that are not blank.

    Raises:
        FileUnfit: when the file is damaged or holds more than it may.
    """
    lines = read_workbook(path) if format_name == "xlsx" else read_delimited(path)
    for line in lines:
        # Blank rows count too: a sheet with one cell in its millionth row would keep us busy for nothing.
        if line.number > most_rows + 10:
            raise TooManyRows(most=most_rows)
        if line.is_blank:
            continue
        if len(line.cells) > COLUMNS and any(cell is not None for cell in line.cells[COLUMNS:]):
            raise TooManyColumns(most=COLUMNS)
        yield line


def expected_rows(path: Path, format_name: str) -> int:
    """An estimate for the progress bar, never relied upon."""
    return count_workbook(path) if format_name == "xlsx" else count_delimited(path)
