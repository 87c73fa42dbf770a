"""The pages of slides as a lecture page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.durations import clock
from courses.models import Lecture, LectureRevision
from courses.slides import pages_of
from media.models import Asset, DeckPage


@dataclass(frozen=True)
class Slide:
    """One page: two pictures with their widths, what is told of it, and the millisecond at which it begins, if any."""

    number: int
    title: str
    alt: str
    lines: tuple[str, ...]
    small: str
    small_width: int
    large: str
    width: int
    height: int
    starts_ms: int | None

    @property
    def begins(self) -> str:
        """The place in the narration as people write it; empty without one."""
        return "" if self.starts_ms is None else clock(self.starts_ms // 1000)


@dataclass(frozen=True)
class Slides:
    """All pages, and when they begin in seconds: empty unless a narration turns every one of them."""

    pages: tuple[Slide, ...]
    starts: tuple[float, ...]


def slides_of(shown: LectureRevision) -> Slides | None:
    """The pages as they were published, or of a draft as they are; None while there are none. One query."""
    if shown.deck is None or not shown.deck.playable:
        return None
    frozen: list[dict[str, Any]] = shown.content.get("sections", [])
    base = _base(shown.lecture, shown.deck)
    rows = pages_of(shown.deck)
    pages = tuple(_slide(page, frozen[page.number - 1] if page.number <= len(frozen) else {}, base) for page in rows)
    starts = [page.starts_ms / 1000 for page in pages if page.starts_ms is not None]
    return Slides(pages, tuple(starts) if len(starts) == len(pages) else ()) if pages else None


def slide_of_draft(lecture: Lecture, page: DeckPage) -> Slide:
    """A page of the draft's deck, as it stands."""
    return _slide(page, {}, _base(lecture, page.asset))


def _base(lecture: Lecture, deck: Asset) -> str:
    return f"/play/{lecture.public_id}/{deck.public_id}/"


def _slide(page: DeckPage, frozen: dict[str, Any], base: str) -> Slide:
    return Slide(
        number=page.number,
        title=page.title,
        alt=frozen.get("alt", page.alt),
        lines=tuple(frozen.get("text", page.text).split("\n")) if frozen.get("text", page.text) else (),
        small=base + page.small,
        small_width=page.small_width,
        large=base + page.large,
        width=page.width,
        height=page.height,
        starts_ms=frozen.get("starts_ms"),
    )
