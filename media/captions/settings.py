"""Settings of cues and regions (WebVTT §6.3, §6.2): what is not understood is passed over. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from media.captions.cues import ARROW, Region
from media.captions.stamps import DIGITS

Settings = tuple[tuple[str, str], ...]


def cue_settings(text: str, regions: Collection[str]) -> Settings:
    """The settings behind a cue's times; the last of each name wins. `regions`: identifiers that exist."""
    found: dict[str, str] = {}
    for word in _words(text):
        name, colon, value = word.partition(":")
        if not name or not colon or not value:
            continue
        if name == "region":
            found.pop("region", None)
            if value in regions:
                found["region"] = value
        elif name in _CUE and _CUE[name](value):
            found[name] = value
    if "vertical" in found or "line" in found or float(found.get("size", "100%")[:-1]) != 100:
        found.pop("region", None)
    return tuple((name, found[name]) for name in _CUE_ORDER if name in found)


def region_settings(text: str) -> Region | None:
    """A region of its block's lines; None without an identifier."""
    found: dict[str, str] = {}
    for word in _words(text):
        name, colon, value = word.partition(":")
        if not name or not colon or not value:
            continue
        if name == "id" or (name in _REGION and _REGION[name](value)):
            found[name] = value
    identifier = found.pop("id", "")
    if not identifier or ARROW in identifier:
        return None
    return Region(identifier, tuple((name, found[name]) for name in _REGION if name in found))


def written(settings: Settings) -> str:
    """Settings as one line."""
    return " ".join(f"{name}:{value}" for name, value in settings)


def is_percentage(text: str) -> bool:
    """WebVTT "parse a percentage string": digits, maybe a dot and digits, %; 0 to 100."""
    if not text.endswith("%"):
        return False
    whole, dot, part = text[:-1].partition(".")
    if not whole or len(whole) > 9 or not set(whole + part) <= DIGITS or (dot and not part):
        return False
    return float(text[:-1]) <= 100


def _words(text: str) -> list[str]:
    """Split on ASCII whitespace; other spaces belong to a value."""
    return [word for word in text.translate(_SPACES).split(" ") if word]


def _is_line(value: str) -> bool:
    place, comma, align = value.partition(",")
    if comma and align not in {"start", "center", "end"}:
        return False
    if "%" in place:
        return is_percentage(place)
    digits = place.removeprefix("-")
    whole, dot, part = digits.partition(".")
    return 0 < len(whole) <= 9 and set(whole + part) <= DIGITS and (not dot or bool(part))


def _is_position(value: str) -> bool:
    place, comma, align = value.partition(",")
    return is_percentage(place) and (not comma or align in {"line-left", "center", "line-right"})


def _is_anchor(value: str) -> bool:
    across, comma, down = value.partition(",")
    return bool(comma) and is_percentage(across) and is_percentage(down)


def _one_of(*words: str) -> Callable[[str], bool]:
    return lambda value: value in words


_SPACES: Final = str.maketrans("\t\n\f\r", "    ")
_CUE: Final[dict[str, Callable[[str], bool]]] = {
    "vertical": _one_of("rl", "lr"),
    "line": _is_line,
    "position": _is_position,
    "size": is_percentage,
    "align": _one_of("start", "center", "end", "left", "right"),
}
_CUE_ORDER: Final = (*_CUE, "region")
_REGION: Final[dict[str, Callable[[str], bool]]] = {
    "width": is_percentage,
    "lines": lambda value: len(value) <= 9 and set(value) <= DIGITS,
    "regionanchor": _is_anchor,
    "viewportanchor": _is_anchor,
    "scroll": _one_of("up"),
}
