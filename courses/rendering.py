"""Articles: the text as the author left it in, sanitised sections out. Pure.

What an author writes is never trusted: it passes the allow-list when it is saved and again here, so a script, a style,
a frame or an event handler does not survive, nor does an id that could shadow one of the page's own. Pictures keep
their `asset:` address: where they are served from depends on the lecture that shows them (`courses.richtext.showing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

from courses.richtext.canonical import canonical
from courses.richtext.formulas import mathml_or_source
from courses.richtext.vocabulary import VOID

CHARACTERS_A_MINUTE = 300
_IN_LINE: Final = re.compile(r'<code class="formula">(.*?)</code>', re.DOTALL)
_BY_ITSELF: Final = re.compile(r'<pre class="formula">(.*?)</pre>', re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A part of an article that is reached as a whole: from one top-level h2 to the next. ``html`` is safe."""

    anchor: str
    title: str
    html: str
    characters: int


def render_article(body: str) -> tuple[Section, ...]:
    """Render a text, canonical or Markdown. What comes before the first h2 is a section without a title; nothing to
    read or look at, no sections."""
    pieces = [piece for piece in _cut_before_headings(canonical(body)) if _text(piece).strip() or "<img" in piece]
    return tuple(_section(number, piece) for number, piece in enumerate(pieces, start=1))


def reading_minutes(sections: tuple[Section, ...]) -> int:
    """Whole minutes, at least one, that reading takes at 300 characters a minute (a slow, careful reader)."""
    characters = sum(section.characters for section in sections)
    return max(1, -(-characters // CHARACTERS_A_MINUTE))


def _section(number: int, html: str) -> Section:
    heading, found, _ = html.partition("</h2>")
    title = " ".join(_text(heading).split()) if found and heading.startswith("<h2>") else ""
    characters = len("".join(_text(html).split()))
    return Section(anchor=f"section-{number}", title=title, html=_set(html), characters=characters)


def _set(html: str) -> str:
    """As a page shows it: formulae set, and a wide table moves sideways within its own frame, by keyboard too."""
    html = _BY_ITSELF.sub(lambda found: f'<div class="formula">{mathml_or_source(found[1], block=True)}</div>', html)
    html = _IN_LINE.sub(lambda found: mathml_or_source(found[1], block=False), html)
    framed = html.replace("<table>", '<div class="scroll" tabindex="0"><table class="grid">')
    return framed.replace("</table>", "</table></div>")


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
