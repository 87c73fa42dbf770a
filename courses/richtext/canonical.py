"""The one form in which the text of an article is kept: HTML of a small vocabulary, sanitised and in order.

Authors may write Markdown too. Text of nothing but blocks of HTML means the same under both readings – Markdown hands
such blocks through – so it needs no mark beside it that says which of the two it is (decision 0029).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

from courses.richtext.cleaning import clean, clean_foreign
from courses.richtext.markdown_reader import markdown_to_html
from courses.richtext.rewriting import rewritten
from courses.richtext.vocabulary import BLOCKS, VOID

LONGEST: Final = 100_000
"""Characters of a text, in whichever form it comes."""

_BLOCK: Final = "|".join(sorted(BLOCKS))
_BETWEEN_BLOCKS: Final = re.compile(rf"(</(?:{_BLOCK})>|<hr>)(?=<(?:{_BLOCK})\b)")


@lru_cache(maxsize=16)
def canonical(text: str) -> str:
    """The canonical form of an author's HTML or Markdown. Applied to its own result it changes nothing."""
    html = text if is_html(text) else markdown_to_html(text)
    return _in_lines(clean(rewritten(clean_foreign(html))))


def is_html(text: str) -> bool:
    """Whether this is nothing but blocks of HTML, and words only within them. An empty text is."""
    return _Blocks(text).alone


def _in_lines(html: str) -> str:
    """One block a line, so that people and comparisons of lines can read it."""
    return _BETWEEN_BLOCKS.sub(r"\1\n", html)


class _Blocks(HTMLParser):
    """Reads along and notices words, or anything but blocks, outside of every block."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.alone = True
        self._within: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._within and tag not in BLOCKS:
            self.alone = False
        if tag not in VOID and (not self._within or tag == self._within[-1]):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within and data.strip():
            self.alone = False
