"""Markdown as authors know it from elsewhere, to HTML that still has to be cleaned. python-markdown reads it."""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from courses.richtext.vocabulary import FORMULA

_ALERTS: Final = {"note": "note", "tip": "example", "important": "important", "warning": "important"}
_ALERT: Final = re.compile(r"\s*\[!(?P<kind>note|tip|important|warning|caution)\][ \t]*\n?", re.IGNORECASE)


def markdown_to_html(text: str) -> str:
    """HTML of a Markdown text: tables, fenced code, definition lists, ~~deleted~~, $`x^2`$, and > [!NOTE] boxes."""
    reader = Markdown(extensions=["tables", "sane_lists", "fenced_code", "def_list", _OurMarkdown()])
    return reader.convert(text)


class _OurMarkdown(Extension):
    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 - named by python-markdown
        # Signs that the writer puts a stroke before, too.
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *"~&<=|$:"]
        # Before the back-ticks of code (190), whose contents a formula's would otherwise be.
        md.inlinePatterns.register(_Formula(r"\$`([^`\n]+)`\$", md), "formula", 195)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~~(?=\S)(.+?)(?<=\S)~~", "del"), "deleted", 65)
        md.treeprocessors.register(_Boxes(md), "boxes", 5)
        md.treeprocessors.register(_UndescribedPictures(md), "undescribed", 4)


class _Formula(InlineProcessor):
    """GitHub's and GitLab's way to write a formula in a line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = Element("code", {"class": FORMULA})
        element.text = AtomicString(m.group(1).strip())
        return element, m.start(0), m.end(0)


class _Boxes(Treeprocessor):
    """A quotation that begins with [!NOTE] is a box, as on GitHub."""

    def run(self, root: Element) -> None:
        for quotation in root.iter("blockquote"):
            first = quotation.find("p")
            found = _ALERT.match(first.text or "") if first is not None else None
            if first is not None and found:
                quotation.tag = "aside"
                quotation.set("class", f"callout-{_ALERTS.get(found['kind'].lower(), 'important')}")
                first.text = (first.text or "")[found.end() :]


class _UndescribedPictures(Treeprocessor):
    """Who wrote `![](…)` has not said that the picture is decoration; she has said nothing."""

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            if not picture.get("alt"):
                picture.attrib.pop("alt", None)
