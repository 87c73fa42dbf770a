"""What a file is, judged by its bytes and never by its name."""

from __future__ import annotations

import codecs
import csv
import zipfile
from pathlib import Path

from school.importing.errors import Bloated, FileUnfit, NotASheet, OldWorkbook
from school.importing.sheets.limits import PACKED_FILES, UNPACKED_BYTES, UNPACKED_RATIO

SAMPLE_BYTES = 512 * 1024
LONGEST_LINE = 5000
"""As much of a line as choosing the separator looks at."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_DELIMITERS = (",", "\t", ";", "|")


def format_of(path: Path) -> str:
    """ "xlsx" or "csv".

    Raises:
        FileUnfit: for anything else, with what to do about it.
    """
    with path.open("rb") as file:
        head = file.read(2048)
    if head.startswith(b"PK"):
        _check_package(path)
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook
    start = head.lstrip().lower()
    if head.startswith(_OTHER_KINDS) or start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise NotASheet
    if b"\x00" in head and not _wide(head):
        raise NotASheet
    return "csv"


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as broken:
        raise FileUnfit from broken
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    if len(parts) > PACKED_FILES or unpacked > UNPACKED_BYTES or unpacked > packed * UNPACKED_RATIO:
        raise Bloated
    if not any(part.filename.casefold() == "xl/workbook.xml" for part in parts):
        raise NotASheet


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text and of separators is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 2 * even and odd * 20 > len(head):
        return "utf-16-le"
    if even > 2 * odd and even * 20 > len(head):
        return "utf-16-be"
    return ""


def encoding_of(sample: bytes) -> str:
    """The encoding in which the sample makes most sense: UTF-8 or UTF-16 with or without mark, GB18030 (covers GBK).

    A UTF-8 file with some broken characters stays UTF-8: those cells are reported, the others are right.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if wide := _wide(sample[:4096]):
        return wide
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count("\ufffd")
    beyond_ascii = sum(sign > "\x7f" for sign in text) - broken
    return "utf-8" if not broken or beyond_ascii > 4 * broken else "gb18030"


def delimiter_of(text: str) -> str:
    """The separator that gives the most columns in most of the first lines."""
    lines = [line[:LONGEST_LINE] for line in text.splitlines()[:20] if line.strip()]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        wide = sorted(widths)[len(widths) // 2] if widths else 0
        if wide > most:
            best, most = delimiter, wide
    return best
