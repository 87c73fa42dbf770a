"""Furniture: decks with pages that need no file, and lectures of slides made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from courses import services
from courses.models import Chapter, Lecture
from media.models import Asset, DeckPage

WORDS = ("党员组织关系接转", "介绍信九十天内有效", "")


def add_pages(deck: Asset, texts: Sequence[str] = WORDS, *, alt: str = "流程图") -> Asset:
    """Give the deck one page for each text; `alt` describes those without one."""
    DeckPage.objects.bulk_create(
        DeckPage(
            asset=deck,
            number=number,
            width=1600,
            height=900,
            small_width=640,
            small=f"page-{number}-small.webp",
            large=f"page-{number}-large.webp",
            title=text.split("\n")[0],
            text=text,
            alt=text.split("\n")[0] or alt,
        )
        for number, text in enumerate(texts, start=1)
    )
    return deck


def add_slides(
    *, chapter: Chapter, deck: Asset, at: datetime, narration: Asset | None = None, times: Sequence[int | None] = ()
) -> Lecture:
    """A lecture that shows the deck, with a narration and its times if given."""
    lecture = services.add_lecture(chapter=chapter, kind="slides", title="看图学接转", asset=narration, at=at)
    services.attach_deck(lecture=lecture, asset=deck, at=at)
    return services.set_page_times(lecture=lecture, times=times, at=at) if times else lecture
