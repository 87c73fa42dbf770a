"""What a text says: its words, its pictures, its links. Takes either form, as the old drafts may still be Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from courses.richtext.canonical import canonical
from courses.richtext.formulas import FormulaMalformed, mathml
from courses.richtext.vocabulary import BLOCKS, FORMULA, PARTS, PICTURE

LINE_ENDS: Final = BLOCKS | PARTS - {"td", "th"} | {"br"}


@dataclass(frozen=True)
class ImageUse:
    """A picture in a text: the public id of its asset, and what it shows. None: nobody said; empty: decoration."""

    asset: str
    alt: str | None


def plain_text(body: str) -> str:
    """The words alone: a line for each block, tabs between cells, descriptions for pictures, LaTeX for formulae."""
    lines = (" ".join(line.split(" ")).strip() for line in "".join(_Reader(canonical(body)).words).split("\n"))
    return "\n".join(line for line in lines if line)


def images_in(body: str) -> tuple[ImageUse, ...]:
    """Every picture, in order, as often as it is shown."""
    return tuple(_Reader(canonical(body)).images)


def links_in(body: str) -> tuple[str, ...]:
    """The addresses that the text links to, each once, in order."""
    return tuple(dict.fromkeys(_Reader(canonical(body)).links))


def wrong_formulas(body: str) -> tuple[tuple[str, str], ...]:
    """Source and complaint, a sentence, of every formula that cannot be read."""
    wrong = []
    for source in _Reader(canonical(body)).formulas:
        try:
            mathml(source, block=False)
        except FormulaMalformed as error:
            wrong.append((source, str(error)))
    return tuple(wrong)


class _Reader(HTMLParser):
    """Reads canonical text once."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.images: list[ImageUse] = []
        self.links: list[str] = []
        self.formulas: list[str] = []
        self._in_formula = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        picture = PICTURE.fullmatch(given.get("src") or "")
        if tag == "img" and picture:
            self.images.append(ImageUse(picture["asset"], given.get("alt")))
            self.words.append(f"\n{given.get('alt') or ''}\n")
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif given.get("class") == FORMULA:
            self._in_formula = tag
            self.formulas.append("")
        if tag in LINE_ENDS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in_formula:
            self._in_formula = ""
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in_formula:
            self.formulas[-1] += data

    def _end_line(self, tag: str) -> None:
        if tag in LINE_ENDS:
            self.words.append("\n")
        elif tag in {"td", "th"}:
            self.words.append("\t")
