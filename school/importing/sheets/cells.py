"""What a cell of a sheet can be before anybody has asked what it means. No I/O here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Flaw(StrEnum):
    """Why a cell's content cannot be taken; the values are codes of `findings`."""

    FORMULA = "formula"
    ERROR_VALUE = "spreadsheet-error"
    UNDECODABLE = "undecodable"
    CONTROL = "control-character"
    TOO_LONG = "too-long"


CellValue = str | int | float | bool | date | time | Flaw | None
"""`datetime` is a `date`; None is an empty cell."""

LONGEST_CELL = 2000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What UTF-8 bytes become when a program took them for GBK, and the other way round.
_MOJIBAKE = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; `number` counts as the spreadsheet program does, from 1."""

    number: int
    cells: Sequence[CellValue]

    @property
    def is_blank(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)


def judged_text(text: str) -> CellValue:
    """The text without surrounding space, or what is wrong with it."""
    text = text.strip().strip("\u200b\ufeff")
    if not text:
        return None
    if len(text) > LONGEST_CELL:
        return Flaw.TOO_LONG
    if any(sign in text for sign in _MOJIBAKE):
        return Flaw.UNDECODABLE
    if any((ord(sign) < 32 and sign not in "\t\r\n") or ord(sign) == 127 for sign in text):
        return Flaw.CONTROL
    return text


def harmless(text: str) -> str:
    """For CSV: a leading apostrophe keeps spreadsheet programs from taking the text for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.startswith("'") else text


def unharmed(text: str) -> str:
    """The inverse of `harmless`."""
    is_marked = text.startswith("'") and (text[1:].startswith(FORMULA_STARTS) or text[1:].startswith("'"))
    return text[1:] if is_marked else text
