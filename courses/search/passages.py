"""The words of a published course and its lectures, each with the place where a member meets them. Pure.

A passage is JSON: its `kind`, its `text`, and where it stands: `place` is a section's anchor or a page's number and
`head` its heading; what is said in a recording has `starts`, pairs of an offset in the text and milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

from media.captions.plain import joined, plain_text
from media.captions.webvtt import parse

Passage = dict[str, Any]

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


class PassageKind(StrEnum):
    SUMMARY = "summary"
    SECTION = "section"
    PAGE = "page"
    SAID = "said"
    FILE = "file"


def summary(text: str) -> Iterator[Passage]:
    """What is told of the course or the lecture, if anything is."""
    if text.strip():
        yield {"kind": PassageKind.SUMMARY, "text": text}


def sections(frozen: Iterable[Passage]) -> Iterator[Passage]:
    """Of an article as it was frozen: its sections without marks."""
    for section in frozen:
        yield {
            "kind": PassageKind.SECTION,
            "place": section["anchor"],
            "head": section["title"],
            "text": words_of(section["html"]),
        }


def pages(frozen: Iterable[Passage]) -> Iterator[Passage]:
    """Of slides as they were frozen: what stands on the pages, or what is told of a picture."""
    for number, page in enumerate(frozen, start=1):
        yield {
            "kind": PassageKind.PAGE,
            "place": number,
            "head": page["title"],
            "text": " ".join(filter(None, (page.get("text", ""), page.get("alt", "")))),
        }


def said(webvtt: str) -> Iterator[Passage]:
    """All that published captions say, in one piece, because phrases run on from cue to cue."""
    text, starts = "", []
    for cue in parse(webvtt).captions.cues:
        line = plain_text(cue.text)
        if line:
            longer = joined([text, line])
            starts.append([len(longer) - len(line), cue.start])
            text = longer
    if text:
        yield {"kind": PassageKind.SAID, "text": text, "starts": starts}


def file(name: str) -> Iterator[Passage]:
    """What a file is called that members may take with them."""
    if name:
        yield {"kind": PassageKind.FILE, "text": name}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])


def words_of(html: str) -> str:
    """The text of sanitised HTML; blocks stand on lines of their own."""
    words = _Words()
    words.feed(html)
    words.close()
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(words.said).split("\n"))))
