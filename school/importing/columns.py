"""Which column means what: headings matched by meaning, and a signature by which a layout is known again. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from school.importing.fields import FIELDS, Field
from school.importing.folding import fold
from school.importing.sheets.cells import CellValue, Line

HEADER_WITHIN = 10
"""Sheets often begin with a title and a note; the headings are looked for in this many rows."""

Places = dict[str, int]
"""Field → position of its column, from 0."""


@dataclass(frozen=True)
class Header:
    """The row with the headings: its number, its texts, and what they seem to mean."""

    number: int
    headings: list[str]
    mapping: Places


def heading_text(cell: CellValue) -> str:
    return "" if cell is None else re.sub(r"\s+", " ", str(cell)).strip()[:100]


def signature(headings: Sequence[str]) -> str:
    """The same for sheets with the same columns in the same order."""
    return hashlib.sha256("\x1f".join(fold(heading) for heading in headings).encode()).hexdigest()


def match_headings(kind: str, headings: Sequence[str], labels: Mapping[str, Iterable[str]] | None = None) -> Places:
    """For each field the column that means it: an exact synonym first, then one that contains a long synonym.

    `labels` adds the field's own label in every language, so that what was exported is understood. No column serves
    two fields, and of two columns that mean the same the first is taken.
    """
    folded = [fold(heading) for heading in headings]
    known = {field.code: _spellings(field, (labels or {}).get(field.code, ())) for field in FIELDS[kind]}
    mapping: Places = {}
    taken: set[int] = set()
    for is_exact in (True, False):
        for field in FIELDS[kind]:
            if field.code in mapping:
                continue
            position = _find(folded, known[field.code], taken, is_exact=is_exact)
            if position is not None:
                mapping[field.code] = position
                taken.add(position)
    return mapping


def _spellings(field: Field, labels: Iterable[str]) -> set[str]:
    return {fold(word) for word in (*field.synonyms, *labels, field.code)} - {""}


def _find(folded: Sequence[str], spellings: set[str], taken: set[int], *, is_exact: bool) -> int | None:
    for position, heading in enumerate(folded):
        if position in taken or not heading:
            continue
        if heading in spellings if is_exact else _contains(heading, spellings):
            return position
    return None


def _contains(heading: str, spellings: set[str]) -> bool:
    """Whether a synonym of at least three signs (six Latin letters) stands in the heading, which is not much longer."""
    return any(
        word in heading and len(word) >= (6 if word.isascii() else 3) and len(heading) <= 2 * len(word)
        for word in spellings
    )


def find_header(kind: str, lines: Iterable[Line], labels: Mapping[str, Iterable[str]] | None = None) -> Header | None:
    """The row among the first ones whose texts mean the most fields; None when no row means two."""
    best: Header | None = None
    for line in lines:
        if line.number > HEADER_WITHIN:
            break
        headings = [heading_text(cell) for cell in line.cells]
        mapping = match_headings(kind, headings, labels)
        if len(mapping) > (len(best.mapping) if best else 1):
            best = Header(line.number, headings, mapping)
    return best


def ignored(headings: Sequence[str], mapping: Mapping[str, int]) -> list[str]:
    """Headings of columns that no field uses."""
    used = set(mapping.values())
    return [heading for position, heading in enumerate(headings) if heading and position not in used]


def missing(kind: str, mapping: Mapping[str, int]) -> list[Field]:
    """Fields without which no row can be understood."""
    return [field for field in FIELDS[kind] if field.required and field.code not in mapping]
