"""The kind of lecture that shows the pages of a deck, alone or with a narration."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.kinds import Kind, register_kind
from courses.models import Lecture
from courses.page_times import fit, fitted, unmarked
from courses.rendering import CHARACTERS_A_MINUTE
from courses.standard_kinds import recording_minutes, recording_problems
from media.models import Asset, AssetKind, AssetState, DeckPage

SLIDES = "slides"
LOOKED_AT = 60
"""Characters: a page with fewer, or with pictures only, is looked at as long as so many take to read."""


def register_slides() -> None:
    """Called once, when the app is ready."""
    register_kind(
        Kind(
            SLIDES,
            gettext_lazy("slides"),
            slides_problems,
            freeze_slides,
            completion="reading",
            measure=slides_minutes,
            completion_recorded="coverage",
            studio_part="courses/studio/_slides.html",
        )
    )


def pages_of(deck: Asset | None) -> list[DeckPage]:
    """The pages in order; none while the deck is not there or not prepared. No query where they were prefetched."""
    return [] if deck is None else sorted(deck.pages.all(), key=lambda page: page.number)


def slides_problems(lecture: Lecture) -> list[str]:
    """The deck can be shown, every page can be told, and a narration is playable and marked."""
    problems = _deck_problems(lecture)
    if lecture.asset is not None:
        problems += recording_problems(lecture)
    if problems:
        return problems
    pages = pages_of(lecture.deck)
    untold = [page.number for page in pages if not page.is_told]
    if untold:
        problems.append(
            ngettext(
                "Page %(pages)s of “%(title)s” is a picture without words. Please describe it.",
                "Pages %(pages)s of “%(title)s” are pictures without words. Please describe them.",
                len(untold),
            )
            % {"title": lecture.title, "pages": _listed(untold)}
        )
    return problems + _timing_problems(lecture, len(pages))


def freeze_slides(lecture: Lecture) -> dict[str, Any]:
    """Words, descriptions and times of every page. As sections they are reached, read and measured like an article."""
    pages = pages_of(lecture.deck)
    times = fitted(lecture.page_times, len(pages)) if lecture.asset else [None] * len(pages)
    return {"sections": [_section(page, begins) for page, begins in zip(pages, times, strict=True)]}


def slides_minutes(lecture: Lecture) -> Decimal:
    """As entered, otherwise the length of the narration, otherwise what a careful reader takes."""
    if lecture.minutes or lecture.asset is not None:
        return recording_minutes(lecture)
    characters = sum(_characters(page) for page in pages_of(lecture.deck))
    return Decimal(max(1, -(-characters // CHARACTERS_A_MINUTE)))


def _deck_problems(lecture: Lecture) -> list[str]:
    named, deck = {"title": lecture.title}, lecture.deck
    if deck is None:
        return [_("“%(title)s” has no slides yet. Please upload them.") % named]
    if deck.state == AssetState.FAILED:
        return [_("The slides of “%(title)s” could not be used. Please upload others.") % named]
    if not deck.playable:
        return [_("The slides of “%(title)s” are still being prepared. Please wait a little.") % named]
    if deck.kind != AssetKind.DECK:
        return [_("The file chosen as slides of “%(title)s” is a recording. Please choose a PDF.") % named]
    return []


def _timing_problems(lecture: Lecture, pages: int) -> list[str]:
    if lecture.asset is None:
        return []
    missing = unmarked(lecture.page_times, pages)
    if missing:
        return [
            ngettext(
                "Page %(pages)s of “%(title)s” has no time in the narration yet. Please mark it.",
                "Pages %(pages)s of “%(title)s” have no time in the narration yet. Please mark them.",
                len(missing),
            )
            % {"title": lecture.title, "pages": _listed(missing)}
        ]
    if not fit(fitted(lecture.page_times, pages), pages=pages, duration_ms=lecture.asset.duration_ms or 0):
        named = {"title": lecture.title}
        return [_("The page times of “%(title)s” do not fit its narration. Please set them again.") % named]
    return []


def _section(page: DeckPage, begins: int | None) -> dict[str, Any]:
    lines = "".join(f"<p>{escape(line)}</p>" for line in page.text.split("\n") if line)
    return {
        "anchor": f"page-{page.number}",
        "title": page.title,
        "html": lines or f"<p>{escape(page.alt)}</p>",
        "characters": _characters(page),
        "text": page.text,
        "alt": page.alt,
        "starts_ms": begins,
    }


def _characters(page: DeckPage) -> int:
    return max(LOOKED_AT, len("".join(page.text.split())))


def _listed(numbers: list[int]) -> str:
    """The first few numbers; a deck of three hundred pictures must not fill the page with them."""
    shown = ", ".join(map(str, numbers[:8]))
    return f"{shown} …" if len(numbers) > 8 else shown
