"""Texts as the search compares them: width, case, traditional or simplified characters and marks do not matter. Pure.

Marks part words, and so do spaces, except beside a Chinese character: a line that was broken in the middle of a word,
as on slides, is still found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

_MARK = "\x1f"
_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_IS_HAN = re.compile(_HAN)
_SPACE_BY_HAN = re.compile(rf"(?<={_HAN}) +(?=[^ {_MARK}])|(?<=[^ {_MARK}]) +(?={_HAN})")
_GAPS = re.compile(rf"[ {_MARK}]+")
_WORDS = re.compile(rf"[^ {_MARK}]+")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


class _Table(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = "".join(map(_folded, unicodedata.normalize("NFKC", chr(code)).casefold()))
        return made


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        # Character by character, so that a text and a part of it are folded alike.
        simplified: str = _simplifier().convert(character)
        return simplified.casefold()
    return _MARK


_TABLE = _Table()


@dataclass(frozen=True)
class Placed:
    """A folded text; `places[n]` is where its n-th character stands in the original."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> str:
    """The text as it is compared; no mark, single spaces."""
    return _GAPS.sub(" ", _SPACE_BY_HAN.sub("", text.translate(_TABLE))).strip(" ")


def placed(text: str) -> Placed:
    """What `fold` gives, with the way back."""
    raw = text.translate(_TABLE)
    if len(raw) == len(text):
        origin = range(len(text))
    else:
        origin = [index for index, character in enumerate(text) for _ in _TABLE[ord(character)]]  # type: ignore[assignment]
    said: list[str] = []
    places: list[int] = []
    end = 0
    for word in _WORDS.finditer(raw):
        if said and not _parts_nothing(raw, end, word.start()):
            said.append(" ")
            places.append(origin[end])
        said.append(word[0])
        places.extend(origin[word.start() : word.end()])
        end = word.end()
    return Placed("".join(said), tuple(places))


def _parts_nothing(raw: str, end: int, start: int) -> bool:
    """Whether what lies between two words is only spaces, beside a Chinese character."""
    beside_han = _IS_HAN.match(raw, end - 1) or _IS_HAN.match(raw, start)
    return beside_han is not None and _MARK not in raw[end:start]
