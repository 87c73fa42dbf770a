"""When each page of a deck begins while its narration plays. Pure.

One entry a page, in milliseconds; the first page begins with the recording, None is a page not marked yet. Those that
are marked rise, and the last of them lies before the recording ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PageTimes = list[int | None]

_MOMENT = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:\.(\d{1,3}))?", re.ASCII)


class PageTimesMalformed(ValueError):
    """``page`` is the first that does not fit, counted from 1."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


def fitted(times: Sequence[int | None], pages: int) -> PageTimes:
    """The times for a deck of so many pages: what is too much is cut, what is missing is not marked yet."""
    kept = [*times[:pages], *[None] * max(0, pages - len(times))]
    return [0, *kept[1:]] if pages else []


def check(times: Sequence[int | None], *, pages: int, duration_ms: int) -> None:
    """Raises PageTimesMalformed."""
    if len(times) != pages:
        raise PageTimesMalformed(min(len(times), pages) + 1)
    before = -1
    for page, begins in enumerate(times, start=1):
        if begins is None and page > 1:
            continue
        if begins is None or begins <= before or begins >= duration_ms or (page == 1 and begins != 0):
            raise PageTimesMalformed(page)
        before = begins


def unmarked(times: Sequence[int | None], pages: int) -> list[int]:
    """The pages that have no time yet, counted from 1."""
    return [page for page, begins in enumerate(fitted(times, pages), start=1) if begins is None]


def fit(times: Sequence[int | None], *, pages: int, duration_ms: int) -> bool:
    """Whether every page has a time, and all of them are in order."""
    try:
        check(times, pages=pages, duration_ms=duration_ms)
    except PageTimesMalformed:
        return False
    return None not in times


def read_moment(text: str) -> int:
    """Milliseconds of what a person wrote as m:ss, m:ss.d or h:mm:ss.d. Raises ValueError."""
    found = _MOMENT.fullmatch(text.strip().replace("：", ":").replace(",", "."))
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((found[4] or "").ljust(3, "0"))


def written_moment(milliseconds: int) -> str:
    """The same as a person writes it: 1:05, 1:05.4 or 1:02:03.25."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = f".{rest:03}".rstrip("0") if rest else ""
    return f"{hours}:{minutes:02}:{seconds:02}{parts}" if hours else f"{minutes}:{seconds:02}{parts}"
