"""From what a cell says to what is meant: dates in all usual spellings, words, numbers. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from school.importing import identity
from school.importing.folding import fold
from school.importing.sheets.cells import CellValue, Flaw


class Misfit(Exception):
    """This cell does not fit its column; `code` and `facts` find the sentence in `findings`."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
EXACT_DIGITS = 15
"""A spreadsheet keeps numbers to this many digits; longer ones have silently lost their end."""

_ISO_LIKE = re.compile(
    r"(\d{4})\s*(?:[-/.,年]|\s)\s*(\d{1,2})\s*(?:[-/.,月]|\s)\s*(\d{1,2})\s*[日号]?(?:[T\s]+[\d:.]+Z?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_WITHOUT_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|\d{4}年?|\d{6}")
_SERIAL = re.compile(r"\d{4,5}(\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
# Excel counts 1900 as a leap year: serials from 61 on are days since this one.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(61, 109_575)


def text(cell: CellValue, *, longest: int) -> str:
    """A cell as one line of text; numbers as people would have typed them.

    Raises:
        Misfit: for a flaw, or a text longer than `longest` signs.
    """
    if isinstance(cell, Flaw):
        raise Misfit(cell.value)
    if cell is None:
        return ""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", _typed(cell))).strip()
    if len(plain) > longest:
        raise Misfit("too-long", longest=str(longest))
    return plain


def _typed(cell: CellValue) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**EXACT_DIGITS:
        return str(int(cell))
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def number(cell: CellValue, *, longest: int) -> str:
    """A number that is a name (member number, phone): digits and letters without spaces, width folded.

    Raises:
        Misfit: `digits-lost` when a spreadsheet has rounded it.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        is_rounded = abs(cell) >= 10**EXACT_DIGITS or (isinstance(cell, float) and not cell.is_integer())
        if is_rounded:
            raise Misfit("digits-lost")
    plain = unicodedata.normalize("NFKC", text(cell, longest=200)).replace(" ", "")
    if re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", plain):
        raise Misfit("digits-lost")
    if len(plain) > longest:
        raise Misfit("too-long", longest=str(longest))
    return plain


def phone(cell: CellValue) -> str:
    """Digits with an optional leading plus; a Chinese country code is dropped before mobile numbers."""
    plain = re.sub(r"[\s\-–—()（）]", "", number(cell, longest=30))
    plain = re.sub(r"^(\+|00)86(?=1\d{10}$)", "", plain)
    if plain and not re.fullmatch(r"1[3-9]\d{9}|\+\d{7,15}|0\d{9,11}", plain):
        raise Misfit("phone")
    return plain


def email(cell: CellValue) -> str:
    plain = unicodedata.normalize("NFKC", text(cell, longest=254)).replace(" ", "").lower()
    if plain and not re.fullmatch(r"[^@\s]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", plain):
        raise Misfit("email")
    return plain


def identity_number(cell: CellValue) -> str:
    """Eighteen signs with a right check digit and a birth date that exists."""
    plain = number(cell, longest=40).upper()
    if not plain:
        return ""
    if not identity.has_shape(plain):
        raise Misfit("identity-shape")
    if identity.birth_date(plain) is None:
        raise Misfit("identity-birth-date")
    if not identity.is_checked(plain):
        raise Misfit("identity-check-digit")
    return plain


def day(cell: CellValue) -> date | None:
    """A calendar day in any usual spelling; None for an empty cell.

    Raises:
        Misfit: when there is no such day, its day is missing, or it lies before 1900 or after 2199.
    """
    if isinstance(cell, Flaw):
        raise Misfit(cell.value)
    found = _day(cell)
    if found is not None and not EARLIEST <= found <= LATEST:
        raise Misfit("date-implausible", date=found.isoformat())
    return found


def _day(cell: CellValue) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    if isinstance(cell, (bool, time)):
        raise Misfit("date")
    if isinstance(cell, (int, float)):
        return _of_number(cell)
    plain = unicodedata.normalize("NFKC", cell).strip()
    return _of_text(plain) if plain else None


def _of_number(value: float) -> date:
    """20240901 as a number, else a serial of the spreadsheet; 2024.09 has lost its day."""
    if isinstance(value, int) or value.is_integer():
        if match := _COMPACT.fullmatch(str(int(value))):
            return _existing(*map(int, match.groups()))
        if int(value) in _SERIALS and not 1900 <= value <= 2199:
            return _SERIAL_ZERO + timedelta(days=int(value))
    if 1900 <= value < 2200:
        raise Misfit("date-without-day")
    if int(value) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(value))
    raise Misfit("date")


def _of_text(plain: str) -> date:
    if match := _ISO_LIKE.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _existing(*map(int, match.groups()))
    if match := _CHINESE_DATE.fullmatch(plain):
        year = int(match[1].translate(_CHINESE_DIGITS))
        return _existing(year, _chinese_number(match[2]), _chinese_number(match[3]))
    if match := _DAY_FIRST.fullmatch(plain):
        return _existing(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _existing(int(match[3]), _month(match[1]), int(match[2]))
    if _WITHOUT_DAY.fullmatch(plain):
        raise Misfit("date-without-day")
    if _SERIAL.fullmatch(plain):
        return _of_number(float(plain))
    raise Misfit("date")


def _existing(year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError as missing:
        raise Misfit("date-does-not-exist") from missing


def _month(name: str) -> int:
    try:
        return _MONTHS.index(name[:3].lower()) + 1
    except ValueError as unknown:
        raise Misfit("date") from unknown


def _chinese_number(signs: str) -> int:
    """1 to 99 as in dates: 三, 十, 十二, 二十, 三十一."""
    tens, ten, ones = signs.partition("十")
    if not ten:
        return int(signs.translate(_CHINESE_DIGITS)) if len(signs) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return int(tens.translate(_CHINESE_DIGITS) or "1") * 10 + int(ones.translate(_CHINESE_DIGITS) or "0")


def choice(cell: CellValue, words: Mapping[str, str], *, code: str) -> str:
    """The value that one of the words stands for; `words` are keyed by their folded spelling.

    Raises:
        Misfit: with `code` when nobody knows the word.
    """
    plain = text(cell, longest=200)
    if not plain:
        return ""
    try:
        return words[fold(plain)]
    except KeyError as unknown:
        raise Misfit(code, word=plain[:40]) from unknown
