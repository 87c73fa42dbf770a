"""Finding again the words that a comment is about, after the text around them or they themselves have changed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Of a comment's place in the draft as it is now."""

    HERE = "here"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Part:
    """A section, page or question of a lecture with its words."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Place:
    """Where it is now: `anchor` is empty for the lecture as a whole."""

    anchor: str
    standing: Standing


def place_of(*, anchor: str, quote: str, parts: Sequence[Part]) -> Place:
    """The quote where it was, else the only other part that holds it; words that are nowhere have changed.

    Line breaks and runs of spaces do not count, for they come from the page and not from the author.
    """
    there = next((part for part in parts if part.anchor == anchor), None)
    if not quote:
        return Place(anchor, Standing.HERE) if there or not anchor else Place("", Standing.GONE)
    words = _folded(quote)
    if (there and words in _folded(there.text)) or (not anchor and any(words in _folded(part.text) for part in parts)):
        return Place(anchor, Standing.HERE)
    elsewhere = [part.anchor for part in parts if words in _folded(part.text)]
    if elsewhere:
        return Place(elsewhere[0], Standing.MOVED)
    return Place(anchor if there else "", Standing.CHANGED if there or not anchor else Standing.GONE)


def _folded(text: str) -> str:
    return "".join(text.split())
