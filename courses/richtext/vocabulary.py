"""The words of a canonical text: the elements and attributes that it may have, and nothing besides.

A formula is its LaTeX source in `<code class="formula">` (in a line) or `<pre class="formula">` (by itself), so that
every reader that knows nothing of formulas still shows the source. A picture is `<img src="asset:ID">` in a figure:
no `alt` says that nobody has described it yet, an empty one that it is decoration.
"""

from __future__ import annotations

import re
from typing import Final

HEADINGS: Final = frozenset({"h2", "h3", "h4"})
MARKS: Final = frozenset({"strong", "em", "del", "sub", "sup", "code", "a"})
CALLOUTS: Final = ("note", "important", "example")
CALLOUT_CLASSES: Final = frozenset(f"callout-{name}" for name in CALLOUTS)
FORMULA: Final = "formula"

TEXT_BLOCKS: Final = HEADINGS | {"p", "pre", "figcaption", "caption", "dt"}
"""What holds words and marks and no other block."""
BLOCKS: Final = HEADINGS | {"p", "pre", "hr", "ul", "ol", "dl", "table", "blockquote", "aside", "figure"}
"""What may stand at the top of a text."""
PARTS: Final = frozenset({"li", "dt", "dd", "thead", "tbody", "tr", "th", "td", "caption", "figcaption"})
HOLD_TEXT: Final = frozenset({"li", "dd", "th", "td"})
"""What holds words with or without a paragraph around them."""
VOID: Final = frozenset({"br", "hr", "img"})
TAGS: Final = BLOCKS | PARTS | MARKS | {"br", "img"}

ATTRIBUTES: Final = {
    "a": frozenset({"href", "title"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
}
CLASSES: Final = {"aside": CALLOUT_CLASSES, "code": frozenset({FORMULA}), "pre": frozenset({FORMULA})}

SYNONYMS: Final = (
    {"b": "strong", "i": "em", "s": "del", "strike": "del"}
    | {"h1": "h2", "h5": "h4", "h6": "h4"}
    | {"div": "p", "section": "p", "article": "p"}
)
"""What other programs write for the same thing."""

ASSET: Final = "asset:"
PICTURE: Final = re.compile(r"asset:(?P<asset>[\w-]{12})", re.ASCII)
SCHEMES: Final = frozenset({"https", "http", "mailto"})

DEEPEST: Final = 16
"""Elements within each other. A list in a table in a list needs eight; what lies deeper keeps its words alone."""
LARGEST_SPAN: Final = 100
"""Rows or columns of one cell: browsers lay out what they are told, and a million columns stop them."""
