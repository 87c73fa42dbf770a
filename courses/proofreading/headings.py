"""The order of headings in an article: a level that is skipped leaves a screen reader's outline with a hole. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True)
class Skipped:
    """This heading stands `level - after` levels below what precedes it; `after` 1 is the page's own title."""

    title: str
    level: int
    after: int


def skipped_headings(html: str) -> tuple[Skipped, ...]:
    """Headings that lie more than one level below the one before, in order."""
    reader = _Headings()
    reader.feed(html)
    reader.close()
    found: list[Skipped] = []
    before = 1
    for level, title in reader.found:
        if level > before + 1:
            found.append(Skipped(title, level, before))
        before = level
    return tuple(found)


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._inside: str = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS:
            self._inside, self._words = tag, []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self.found.append((HEADINGS[tag], " ".join("".join(self._words).split())))
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._words.append(data)
