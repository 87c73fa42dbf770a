"""xlsx read row by row in constant memory: even the table of shared texts stays on disk."""

from __future__ import annotations

import tempfile
import warnings
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from school.importing.errors import FileUnfit, NotASheet
from school.importing.sheets.cells import LONGEST_CELL, CellValue, Flaw, Line, judged_text
from school.importing.sheets.limits import COLUMNS

_ITEM = f"{{{SHEET_MAIN_NS}}}si"
_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_PHONETIC = f"{{{SHEET_MAIN_NS}}}rPh"
_BROKEN = (
    BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    SyntaxError,
    OSError,
    EOFError,
    AttributeError,
    IndexError,
    InvalidFileException,
)
"""What openpyxl raises on packages that only look like workbooks; XML that attacks is a ValueError of defusedxml."""


class SharedTexts:
    """The texts that cells refer to by number, spooled to a temporary file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed by close()
        self._ends = array("Q", [0])

    def append(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "surrogatepass"))
        self._ends.append(self._file.tell())

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self):
            raise IndexError(index)
        begin, end = self._ends[index], self._ends[index + 1]
        self._file.seek(begin)
        return self._file.read(end - begin).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        self._file.close()


class _Reader(ExcelReader):
    """openpyxl's reader, with the one part that grows with the file kept on disk."""

    def read_strings(self) -> None:
        texts = SharedTexts()
        self.shared_strings = texts  # type: ignore[assignment]  # cells ask for an item by number, and for nothing else
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _event, node in iterparse(source):
                if node.tag == _ITEM:
                    texts.append(_text_of(node))
                    node.clear()


def _text_of(item: Any) -> str:
    """A shared text, its runs joined and the reading aids left out."""
    spoken = {id(text) for aid in item.iter(_PHONETIC) for text in aid.iter(_TEXT)}
    joined = "".join(text.text or "" for text in item.iter(_TEXT) if id(text) not in spoken)
    # One sign more than may stand is enough to say that it is too long.
    return joined[: LONGEST_CELL + 1]


def _open(file: IO[bytes]) -> tuple[Any, Any]:
    """The reader of the workbook and its first visible sheet.

    Raises:
        FileUnfit: when it is damaged or holds no visible sheet.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts it does not know, such as slicers: they are not read
            reader = _Reader(file, read_only=True, data_only=False, keep_links=False)
            reader.read()
    except _BROKEN as broken:
        raise FileUnfit from broken
    visible = [sheet for sheet in reader.wb.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        reader.wb.close()
        raise NotASheet
    return reader, visible[0]


def read_workbook(path: Path) -> Iterator[Line]:
    """Every row of the first visible sheet with its number.

    Raises:
        FileUnfit: when the package turns out to be damaged on the way.
    """
    with ExitStack() as closing_all:
        reader, sheet = _open(closing_all.enter_context(path.open("rb")))
        closing_all.enter_context(closing(reader.wb))
        closing_all.enter_context(closing(reader.shared_strings))
        # The size that a sheet claims may be wrong or a million empty rows.
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(), start=1)
        while True:
            try:
                number, row = next(rows, (0, ()))
            except _BROKEN as broken:
                raise FileUnfit from broken
            if not number:
                return
            yield Line(number, [_cell(cell) for cell in row[: COLUMNS + 1]])


def _cell(cell: Any) -> CellValue:
    kind, value = cell.data_type, cell.value
    if value is None:
        return None
    if kind == "f":
        return Flaw.FORMULA
    if kind == "e":
        return Flaw.ERROR_VALUE
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, (bool, int, float, date, time)):
        return value
    return judged_text(str(value))


def count_workbook(path: Path) -> int:
    """How many rows the sheet claims to have; 0 when it does not say."""
    with ZipFile(path) as package:
        sheets = sorted(name for name in package.namelist() if name.startswith("xl/worksheets/sheet"))
        if not sheets:
            return 0
        with package.open(sheets[0]) as source:
            head = source.read(4096).decode("utf-8", "replace")
    claimed = head.partition('<dimension ref="')[2].partition('"')[0].rpartition(":")[2]
    digits = claimed.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
    return int(digits) if digits.isdigit() else 0
