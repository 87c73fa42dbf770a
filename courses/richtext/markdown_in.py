"""Markdown in: a text that was written elsewhere becomes the text of an article."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from courses.richtext.canonical import canonical
from courses.richtext.markdown_reader import markdown_to_html
from courses.richtext.vocabulary import PICTURE

_HEADER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def from_markdown(text: str) -> str:
    """The canonical form of a Markdown text. The header that site generators want is left out."""
    return canonical(markdown_to_html(_HEADER.sub("", text.removeprefix("\ufeff"))) or "")


def foreign_pictures(text: str) -> tuple[str, ...]:
    """Addresses of the pictures that a Markdown text names and that do not lie here: they have to be added by hand."""
    return tuple(dict.fromkeys(_Pictures(markdown_to_html(text)).foreign))


class _Pictures(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.foreign: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = dict(attrs).get("src") or ""
        if tag == "img" and source and not PICTURE.fullmatch(source):
            self.foreign.append(source)
