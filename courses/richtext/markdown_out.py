"""Markdown out, by markdownify. What Markdown has no signs for stays a block of HTML, which Markdown hands through."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from courses.richtext.canonical import canonical
from courses.richtext.vocabulary import FORMULA

_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_PLAIN_TABLE: Final = frozenset({"table", "thead", "tbody", "tr", "th", "td", "strong", "em", "del", "a", "code"})
# Browsers read some of these without a semicolon, too, and a stroke before the sign does not outlive Markdown.
_REFERENCE: Final = re.compile(r"&(?=#?\w)")
_SIGNS: Final = (
    re.compile(r"()([\\`*_\[\]<|~]|^\$|\$$)"),
    re.compile(r"^([ \t]*)([#>+=:-])", re.MULTILINE),
    re.compile(r"^([ \t]*\d+)([.)])", re.MULTILINE),
)


def to_markdown(body: str) -> str:
    """A text as Markdown that `from_markdown` reads back to the same text."""
    writer = _Writer(heading_style=ATX, bullets="-", strong_em_symbol="*")
    found = writer.convert(canonical(body))
    return _EMPTY_LINES.sub("\n\n", found).strip() + "\n" if found.strip() else ""


class _Writer(MarkdownConverter):
    """Our formulae, pictures, boxes and tables in Markdown."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Words that would be read as signs get a stroke before them, and no others: people read this too."""
        text = _REFERENCE.sub("&amp;", text)
        for signs in _SIGNS:
            text = signs.sub(r"\1\\\2", text)
        return text

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if _class(el) == FORMULA:
            return f"$`{el.get_text()}`$"
        return str(super().convert_code(el, text, parent_tags))  # type: ignore[misc]  # its stubs leave it out

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words, language = el.get_text().strip("\n"), "math" if _class(el) == FORMULA else ""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
        return f"\n\n{fence}{language}\n{words}\n{fence}\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "<br>" if parent_tags & {"td", "th"} else "<br>\n"

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"~~{text.strip()}~~" if text.strip() else ""

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Four columns for the sign: what is indented by less does not belong to the item for every reader."""
        text = text.strip()
        if not text:
            return "\n"
        home = el.parent
        sign = "-"
        if home is not None and home.name == "ol":
            sign = f"{int(str(home.get('start') or 1)) + len(el.find_previous_siblings('li'))}."
        lines = [f"    {line}" if line else "" for line in text.split("\n")]
        return f"{sign + ' ':<4}" + "\n".join(lines)[4:] + "\n"

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<sub>{text}</sub>"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<sup>{text}</sup>"

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture that is described and has no words below it has signs; any other is kept as it is."""
        picture = el.find("img")
        alt = str(picture.get("alt") or "") if isinstance(picture, Tag) else ""
        if not alt or el.find("figcaption") or not isinstance(picture, Tag) or set(alt) & set("[]\\\n"):
            return _kept(el)
        return f"\n\n![{escape(alt, quote=False)}]({picture['src']})\n\n"

    def convert_aside(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _kept(el)

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _kept(el)

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not _is_plain(el):
            return _kept(el)
        return str(super().convert_table(el, text, parent_tags))  # type: ignore[misc]  # its stubs leave it out


def _is_plain(table: Tag) -> bool:
    """One row of headers above rows of one line each: the only table that Markdown can draw."""
    rows = table.find_all("tr")
    named = {element.name for element in table.find_all()} <= _PLAIN_TABLE
    merged = table.select_one("[colspan], [rowspan]")
    headed = bool(rows) and all(cell.name == "th" for cell in rows[0].find_all(["th", "td"]))
    under = not any(row.find("th") for row in rows[1:])
    return bool(named and not merged and headed and under and table.find("thead") and "|" not in table.get_text())


def _kept(el: Tag) -> str:
    """The element as it is, on lines of its own. An empty line within would end it."""
    return "\n\n" + re.sub(r"\n\s*\n", "\n&#10;\n", str(el)) + "\n\n"


def _class(el: Tag) -> str:
    given: Any = el.get("class") or ""
    return given if isinstance(given, str) else " ".join(given)
