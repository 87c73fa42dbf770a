"""Writing xlsx and CSV row by row: every cell is text, so that zeros stay and nothing is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from school.importing.sheets.cells import harmless

TEXT_FORMAT = "@"


def write_sheet(
    path: Path, format_name: str, *, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """One sheet with headings; for more sheets see `new_book`."""
    if format_name == "csv":
        _write_delimited(path, head, rows)
        return
    book = new_book()
    add_sheet(book, title=title, head=head, rows=rows)
    book.save(str(path))


def _write_delimited(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 with the mark that spreadsheet programs look for."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for row in rows:
            writer.writerow([harmless(cell) for cell in row])


def new_book() -> Workbook:
    """An empty workbook that writes its rows straight to disk."""
    return Workbook(write_only=True)


def add_sheet(
    book: Workbook, *, title: str, head: Sequence[str], rows: Iterable[Sequence[str]], notes: Sequence[str] = ()
) -> None:
    """Add a sheet with bold, frozen headings and columns wide enough to read; `notes` stand below the last row."""
    sheet: Any = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for position, heading in enumerate(head, start=1):
        column = sheet.column_dimensions[get_column_letter(position)]
        column.width = max(12, 2 * len(heading) + 4)
        column.number_format = TEXT_FORMAT
    sheet.append([_cell(sheet, heading, is_heading=True) for heading in head])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    for note in notes:
        sheet.append([_cell(sheet, note)])


def _cell(sheet: Any, text: str, *, is_heading: bool = False) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    # Without this, openpyxl writes what begins with "=" as a formula.
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    if is_heading:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
    return cell
