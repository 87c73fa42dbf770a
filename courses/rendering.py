"""Articles: Markdown in, sanitised sections out. Pure.

What an author writes is never trusted: HTML in the Markdown passes the same allow-list, so a script, a style,
a frame or an event handler does not survive, nor does an id that could shadow one of the page's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

import nh3
from markdown import Markdown

HEADING_TAGS = {"h2", "h3", "h4"}
TEXT_TAGS = {"p", "br", "hr", "strong", "em", "b", "i", "del", "sub", "sup", "blockquote"}
LIST_TAGS = {"ul", "ol", "li", "dl", "dt", "dd"}
VERBATIM_TAGS = {"code", "pre"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = frozenset(HEADING_TAGS | TEXT_TAGS | VERBATIM_TAGS | LIST_TAGS | TABLE_TAGS | {"a"})
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = frozenset({"https", "http", "mailto"})
VOID = frozenset({"br", "hr"})
CHARACTERS_A_MINUTE = 300


@dataclass(frozen=True)
class Section:
    """A part of an article that is reached as a whole: from one top-level h2 to the next. ``html`` is safe."""

    anchor: str
    title: str
    html: str
    characters: int


def render_article(body: str) -> tuple[Section, ...]:
    """Render an article's Markdown. Text before the first h2 is a section without a title; no text, no sections."""
    html = nh3.clean(
        Markdown(extensions=["tables", "sane_lists"]).convert(body),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )
    pieces = [piece for piece in _cut_before_headings(html) if _text(piece)]
    return tuple(_section(number, piece) for number, piece in enumerate(pieces, start=1))


def reading_minutes(sections: tuple[Section, ...]) -> int:
    """Whole minutes, at least one, that reading takes at 300 characters a minute (a slow, careful reader)."""
    characters = sum(section.characters for section in sections)
    return max(1, -(-characters // CHARACTERS_A_MINUTE))


def _section(number: int, html: str) -> Section:
    heading, found, _ = html.partition("</h2>")
    title = " ".join(_text(heading).split()) if found and heading.startswith("<h2>") else ""
    return Section(anchor=f"section-{number}", title=title, html=html, characters=len("".join(_text(html).split())))


class _Words(HTMLParser):
    """Collects the text between the tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _text(html: str) -> str:
    return "".join(_Words(html).words)


class _Headings(HTMLParser):
    """Finds where top-level h2 headings start: one inside a quotation or a list must not tear it apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[int] = []
        self._depth = 0
        self._line_starts = [0]
        for line in html.split("\n"):
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2" and self._depth == 0:
            line, column = self.getpos()
            self.starts.append(self._line_starts[line - 1] + column)
        if tag not in VOID:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._depth -= 1


def _cut_before_headings(html: str) -> list[str]:
    edges = [0, *_Headings(html).starts, len(html)]
    return [html[start:end].strip() for start, end in pairwise(edges)]
