"""Puts cleaned mark-up in order: one name for each thing, words in paragraphs, pictures in figures, nothing too deep.

Works along the text with a stack, so that no nesting can exhaust it. What comes in has passed `clean_foreign` and is
therefore well formed; what goes out passes `clean`: a mistake here can spoil a text, it cannot make it dangerous.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Final, NamedTuple

from courses.richtext.vocabulary import (
    BLOCKS,
    CALLOUT_CLASSES,
    DEEPEST,
    FORMULA,
    HOLD_TEXT,
    MARKS,
    SYNONYMS,
    TEXT_BLOCKS,
    VOID,
)

Attributes = tuple[tuple[str, str], ...]

BELONGS_IN: Final = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "figcaption": frozenset({"figure"}),
}
CAPTIONS: Final = frozenset({"figcaption", "caption", "dt"})
NOT_WHEN_EMPTY: Final = MARKS | (TEXT_BLOCKS - {"pre"}) | {"blockquote", "aside", "ul", "ol", "dl", "figure", "li"}
_LONE_PARAGRAPH: Final = re.compile(
    r"(<(?:li|td|th|dd)(?: [^>]*)?>)<p>((?:(?!</?p>).)*)</p>(?=</(?:li|td|th|dd)>|<[uo]l)", re.DOTALL
)
_LAYOUT: Final = (
    (re.compile(r"<br>\s+"), "<br>"),
    (re.compile(r"(?<=<p>)[ \t\n]+"), ""),
    (re.compile(r"[ \t\n]+(?=</p>|</pre>)"), ""),
)
"""White space that nobody sees, and by which the same text would differ from itself."""


def rewritten(html: str) -> str:
    """The same text in the one order that the vocabulary asks for; to be cleaned again."""
    html = _LONE_PARAGRAPH.sub(r"\1\2", _Rewriter(html).html)
    for pattern, kept in _LAYOUT:
        html = pattern.sub(kept, html)
    return html


class _Opened(NamedTuple):
    name: str
    attributes: Attributes
    began: int
    """Where its start tag stands in what was written."""


class _Rewriter(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[_Opened] = []
        self._source: list[str] = []
        """For each open tag of the source the name it was written under; empty where it was left out."""
        self.feed(html)
        self.close()
        while self._open:
            self._end()
        self.html = "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in VOID:
            self._void(tag, given)
            return
        name = self._name(tag, given)
        admitted = self._admits(name, given)
        if admitted:
            self._make_way(name)
            self._start(name, _attributes(name, given))
        self._source.append(name if admitted else "")

    def handle_endtag(self, tag: str) -> None:
        name = self._source.pop() if self._source and tag not in VOID else ""
        places = [place for place, opened in enumerate(self._open) if opened.name == name]
        while places and len(self._open) > places[-1]:
            self._end()

    def handle_data(self, data: str) -> None:
        layout = not data.strip() and (not self._in_words() or ("\n" in data and self._open[-1].name in HOLD_TEXT))
        if layout:
            return
        if self._needs_paragraph():
            self._start("p", ())
        self._out.append(escape(data, quote=False))

    def _name(self, tag: str, given: dict[str, str]) -> str:
        """The one name of what this is, here."""
        if tag == "div" and given.get("class") in CALLOUT_CLASSES:
            return "aside"
        name = SYNONYMS.get(tag, tag)
        homes = BELONGS_IN.get(name)
        return name if homes is None or any(opened.name in homes for opened in self._open) else "p"

    def _admits(self, name: str, given: dict[str, str]) -> bool:
        """Whether the element may stand here; otherwise its words stand alone."""
        if self._inside("pre"):
            if "class" in given:
                pre = next(opened for opened in self._open if opened.name == "pre")
                self._out[pre.began] = f'<pre class="{FORMULA}">'
            return False
        return len(self._open) < DEEPEST and not (name in MARKS and self._inside(name))

    def _make_way(self, name: str) -> None:
        """A block ends the paragraph or heading before it, with the marks in it; a mark needs one around it."""
        if name in MARKS:
            if self._needs_paragraph():
                self._start("p", ())
        elif name in BLOCKS:
            while self._open and self._open[-1].name in MARKS | TEXT_BLOCKS - CAPTIONS:
                self._end()

    def _void(self, name: str, given: dict[str, str]) -> None:
        if name == "img":
            self._picture(given)
        elif name == "hr":
            self._make_way("hr")
            self._out.append("<hr>")
        elif self._in_words():
            self._out.append("\n" if self._inside("pre") else "<br>")

    def _picture(self, given: dict[str, str]) -> None:
        """A picture stands in a figure: the paragraph around it ends before it and goes on behind it."""
        if "src" not in given or self._inside("pre"):
            return
        left = self._leave_words()
        told = "".join(f' {name}="{escape(given[name])}"' for name in ("alt", "src") if name in given)
        in_figure = bool(self._open) and self._open[-1].name == "figure"
        self._out.append(f"<img{told}>" if in_figure else f"<figure><img{told}></figure>")
        for opened in left:
            self._start(opened.name, opened.attributes)

    def _leave_words(self) -> list[_Opened]:
        """End what must not hold a figure; what has to begin again behind it."""
        places = [place for place, opened in enumerate(self._open) if opened.name in TEXT_BLOCKS | MARKS]
        left = self._open[places[0] :] if places else []
        for _opened in left:
            self._end()
        return left

    def _start(self, name: str, attributes: Attributes) -> None:
        told = "".join(f' {key}="{escape(value)}"' for key, value in attributes)
        self._open.append(_Opened(name, attributes, len(self._out)))
        self._out.append(f"<{name}{told}>")

    def _end(self) -> None:
        """Close the innermost element; one that says nothing was never there."""
        opened = self._open.pop()
        inside = "".join(self._out[opened.began + 1 :]).replace("<br>", "")
        if opened.name in NOT_WHEN_EMPTY and not inside.strip():
            del self._out[opened.began :]
        else:
            self._out.append(f"</{opened.name}>")

    def _inside(self, name: str) -> bool:
        return any(opened.name == name for opened in self._open)

    def _in_words(self) -> bool:
        return bool(self._open) and self._open[-1].name in TEXT_BLOCKS | MARKS | HOLD_TEXT

    def _needs_paragraph(self) -> bool:
        return not self._open or self._open[-1].name in {"blockquote", "aside"}


def _attributes(name: str, given: dict[str, str]) -> Attributes:
    """The attributes that stay, in one order; header cells always say what they are the header of."""
    told = {key: value for key, value in given.items() if key != "rel"}
    if name == "aside":
        told.setdefault("class", "callout-note")
    elif name == "th":
        told.setdefault("scope", "col")
    elif name == "code" and "class" in told:
        told["class"] = FORMULA
    return tuple(sorted(told.items()))
