"""The download of one's own data: a page to read and a file for programs (docs/reference/personal-data.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.privacy.kept import Kept, kept_about, rows_about
from school.privacy.registry import Row

FORMAT = "own-data/1"
SHOWN = 200
"""Rows of one kind on the page; all of them are in data.json."""


@dataclass(frozen=True)
class Sheet:
    """One kind of data as the page shows it; `more` rows stand in data.json only."""

    kept: Kept
    headings: list[str]
    lines: list[list[str]]
    more: int


def own_data_zip(records: list[int], *, public_id: str, name: str, at: datetime) -> bytes:
    """All that is kept about the person with these records, in the active language."""
    everything = kept_about(records)
    bytes_of_it = BytesIO()
    with ZipFile(bytes_of_it, "w", ZIP_DEFLATED) as archive:
        with archive.open("data.json", "w") as machine_readable:
            _write_json(machine_readable, everything, records, public_id=public_id, at=at)
        facts = {
            "name": name,
            "at": at,
            "sheets": [_sheet(kept, records) for kept in everything if kept.entry.exported and kept.rows],
            "left_out": [kept for kept in everything if not kept.entry.exported and kept.rows],
        }
        archive.writestr("index.html", render_to_string("privacy/archive.html", facts))
        archive.writestr("style.css", render_to_string("privacy/archive.css"))
    return bytes_of_it.getvalue()


def _write_json(out: IO[bytes], everything: list[Kept], records: list[int], *, public_id: str, at: datetime) -> None:
    """Row by row, so that years of study need no more memory than a day."""

    def write(text: str) -> None:
        out.write(text.encode())

    head = {"format": FORMAT, "made_at": at, "language": get_language(), "member": public_id}
    write(_json(head)[:-1] + ', "tables": [')
    for number, kept in enumerate(kept for kept in everything if kept.entry.exported):
        write(("," if number else "") + "\n" + _json(_facts_of(kept))[:-1] + ', "rows": [')
        for row_number, row in enumerate(rows_about(kept.entry, records)):
            write(("," if row_number else "") + "\n" + _json(row))
        write("]}")
    left_out = [
        _facts_of(kept) | {"why_not": str(kept.entry.why_not)} for kept in everything if not kept.entry.exported
    ]
    write('], "left_out": ' + _json(left_out) + "}\n")


def _facts_of(kept: Kept) -> dict[str, object]:
    entry = kept.entry
    return {
        "table": entry.model,
        "title": str(entry.title),
        "kept_because": str(entry.why_kept),
        "kept_for": kept.retention,
        "at_an_erasure": kept.erasure,
        "columns": {name: str(heading) for name, heading in entry.words.items()},
    }


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _sheet(kept: Kept, records: list[int]) -> Sheet:
    words = kept.entry.words
    lines = list(_lines(islice(rows_about(kept.entry, records), SHOWN), list(words)))
    return Sheet(kept, [str(heading) for heading in words.values()], lines, max(0, kept.rows - len(lines)))


def _lines(rows: Iterable[Row], columns: list[str]) -> Iterator[list[str]]:
    for row in rows:
        yield [_in_words(row.get(column)) for column in columns]


def _in_words(value: object) -> str:
    """As people write it, in the active language."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return str(formats.date_format(timezone.localtime(value), "DATETIME_FORMAT"))
    if isinstance(value, dict | list | tuple):
        return _json(value)
    return str(formats.localize(value))
