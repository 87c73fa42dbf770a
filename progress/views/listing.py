"""What the desk's lists share: chips that choose, a search, pages, and a CSV that no sheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import StreamingHttpResponse

PAGE_SIZE = 30
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Chip:
    """One choice above a list."""

    label: str
    number: int
    query: str
    current: bool


def chip(*, label: str, number: int, value: str, chosen: str, search: str) -> Chip:
    return Chip(label, number, urlencode({"standing": value, "q": search}), current=value == chosen)


def fits(search: str, *texts: str) -> bool:
    """Whether any of the texts contains what was searched for."""
    wanted = search.strip().casefold()
    return not wanted or any(wanted in text.casefold() for text in texts)


class _Line:
    """What `csv.writer` writes to, handing each line straight on."""

    def write(self, line: str) -> str:
        return line


def _harmless(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_response(
    name: str, head: Sequence[str], rows: Iterable[Sequence[object]], last_line: Sequence[str] = ()
) -> StreamingHttpResponse:
    """Stream rows as UTF-8 CSV (with the mark that spreadsheets look for); `last_line` says who took the file."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(head)
        for row in rows:
            yield writer.writerow([_harmless(cell) for cell in row])
        if last_line:
            yield writer.writerow(last_line)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
