"""Formulae: LaTeX in, MathML out. latex2mathml translates; what it lets through unseen is noticed here."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

import nh3
from django.utils.translation import gettext as _
from latex2mathml.converter import convert

LONGEST: Final = 1000
DEEPEST: Final = 24
"""Braces within each other; the translator calls itself for each pair."""

_TAGS: Final = (
    {"math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "menclose"}
    | {"msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "munder", "mover", "munderover"}
    | {"mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd"}
)
_LAYOUT: Final = {"linethickness", "accent", "accentunder", "stretchy", "fence", "separator", "lspace", "rspace"}
_SIZES: Final = {"minsize", "maxsize", "mathvariant", "form", "width", "height", "depth", "columnalign", "notation"}
_LENGTHS: Final = {"width", "height", "depth", "lspace", "rspace", "minsize", "maxsize", "linethickness"}
_LENGTH: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(em|ex|mu|px|pt|pc|mm|cm|in|%|)")
_IN_EM: Final = {"em": 1.0, "ex": 0.5, "mu": 1 / 18, "px": 1 / 16, "pt": 1 / 12, "pc": 1.0} | {
    "mm": 0.24,
    "cm": 2.4,
    "in": 6.0,
    "%": 0.01,
    "": 1.0,
}
MOST_EM: Final = 20.0
"""How far a space may reach; with more, a formula would push the page apart, and backwards lie over other words."""
# An angle bracket would reach the result as it is, in words even as mark-up; a sign nobody types stands for it.
_STAND_INS: Final = {"<": "\ue000", ">": "\ue001", "&lt;": "\ue000", "&gt;": "\ue001"}
_SIGNS: Final = {"\ue000": "&lt;", "\ue001": "&gt;"}
_PARTS: Final = {
    **dict.fromkeys(("mfrac", "msup", "msub", "mroot", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_COMMAND_LEFT: Final = re.compile(r">\s*(\\[A-Za-z]+)")


class FormulaMalformed(ValueError):
    """The source cannot be read; the message says where it fails, as a sentence."""


@lru_cache(maxsize=512)
def _translated(source: str, *, block: bool) -> str:
    for sign, stand_in in _STAND_INS.items():
        source = source.replace(sign, stand_in)
    return convert(source, display="block" if block else "inline")


def mathml(source: str, *, block: bool) -> str:
    """A `<math>` element for the LaTeX source. Raises FormulaMalformed."""
    source = source.strip()
    _require_sound(source)
    try:
        found = _translated(source, block=block)
    except Exception as error:  # the translator stumbles in many ways over what people type
        raise FormulaMalformed(_("This formula is not complete. Please check brackets and commands.")) from error
    unknown = _COMMAND_LEFT.search(found)
    if unknown:
        raise FormulaMalformed(_("The command %(command)s is not known.") % {"command": unknown[1]})
    cleaned = nh3.clean(
        found,
        tags=_TAGS,
        attributes={"*": _LAYOUT | _SIZES, "math": {"display"}},
        attribute_filter=_bounded,
        clean_content_tags={"script", "style"},
    )
    if not _Arity(cleaned).whole:
        raise FormulaMalformed(_("This formula is not complete. Please check brackets and commands."))
    for stand_in, sign in _SIGNS.items():
        cleaned = cleaned.replace(f"<mi>{stand_in}</mi>", f"<mo>{sign}</mo>").replace(stand_in, sign)
    return cleaned.replace("<math", f'<math alttext="{escape(source)}"', 1)


def _bounded(_tag: str, name: str, value: str) -> str | None:
    """The attribute as it may stand: lengths within the line, backwards no further than two."""
    if name not in _LENGTHS:
        return value
    found = _LENGTH.fullmatch(value.strip())
    if found is None:
        return value if value.isalpha() else None
    length = float(found[1]) * _IN_EM[found[2]]
    if -2.0 <= length <= MOST_EM:
        return value
    return f"{MOST_EM:g}em" if length > 0 else "-2em"


def mathml_or_source(source: str, *, block: bool) -> str:
    """For pages: the formula, or its source as it was typed where it cannot be read."""
    source = unescape(source)
    try:
        return mathml(source, block=block)
    except FormulaMalformed:
        shown = f"<code>{escape(source, quote=False)}</code>"
        return f"<p>{shown}</p>" if block else shown


class _Arity(HTMLParser):
    """Whether every fraction, power and root has its parts: the translator leaves out what is missing."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.whole = True
        self._parts: list[int] = [0]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._parts[-1] += 1
        self._parts.append(0)

    def handle_endtag(self, tag: str) -> None:
        parts = self._parts.pop()
        self.whole = self.whole and parts == _PARTS.get(tag, parts)


def _require_sound(source: str) -> None:
    if not source:
        raise FormulaMalformed(_("The formula is empty."))
    if len(source) > LONGEST:
        raise FormulaMalformed(_("A formula has at most %(number)d characters.") % {"number": LONGEST})
    depth = deepest = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", source):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        raise FormulaMalformed(_("The braces { and } of this formula do not match."))
    if deepest > DEEPEST:
        raise FormulaMalformed(_("This formula is nested too deeply."))
