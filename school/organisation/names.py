"""Names of people: one way to write them, to find them, to order them, and to tell namesakes apart. No I/O here.

Chinese names are written without spaces; names of minorities join their parts by U+00B7 "·", for which keyboards and
other systems offer half a dozen look-alikes (DOMAIN §4).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

DOT = "·"
LONGEST = 60
SHORTEST_TAIL = 4
SORT_DIGITS = 96
_DOT_VARIANTS = str.maketrans(dict.fromkeys("\u30fb\uff65\u2022\u2027\uff0e\u2219\u22c5\u25cf\u16eb\u2e31\u0387", DOT))
_AROUND_DOT = re.compile(r"\s*·+\s*")
_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SPACE_BY_HAN = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_UNHEARD = re.compile(r"[\s·'’.\-]+")
_NAME = re.compile(r"[^\W\d_](?:[ ·'’.\-]*[^\W\d_])*\.?")


def normalise(name: str) -> str:
    """The one way to write a name: "阿依古丽 • 买买提" becomes "阿依古丽·买买提", "张 伟" "张伟"."""
    text = unicodedata.normalize("NFKC", name.translate(_DOT_VARIANTS)).translate(_DOT_VARIANTS)
    text = _SPACE_BY_HAN.sub("", " ".join(text.split()))
    return _AROUND_DOT.sub(DOT, text).strip(DOT)


def is_name(name: str) -> bool:
    """Whether a normalised name is one: letters or characters, joined by "·", hyphen, apostrophe, stop or space."""
    return len(name) <= LONGEST and _NAME.fullmatch(name) is not None


def fold(text: str) -> str:
    """For comparing and searching: case, width, dots, spaces and hyphens do not matter."""
    folded = _UNHEARD.sub("", normalise(text).casefold())
    # Folding can bring letters and accents together that are written as one.
    return folded if folded == text else fold(folded)


def search_text(*, name: str, number: str) -> str:
    """What a search for name or number looks into, stored beside them."""
    return f"{fold(name)} {fold(number)}"


def sort_text(name: str) -> str:
    """A key whose order is that of a Chinese register: codes of GB 18030, where common characters stand by sound.

    ASCII, so both databases order it alike.
    """
    units = (character.encode("gb18030", "replace").hex() for character in normalise(name).casefold())
    return "".join(unit.rjust(4, "0") for unit in units)[:SORT_DIGITS]


class Person(Protocol):
    """What telling namesakes apart reads of a row."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...


def tails(people: Iterable[Person], *, also_elsewhere: Collection[str] = ()) -> dict[str, str]:
    """Number → its shortest telling tail (four signs or more), for those of the people who share their name.

    `also_elsewhere` are names that somebody has whom the reader may meet on another page.
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    for person in people:
        by_name[fold(person.name)].add(person.number)
    met = {fold(name) for name in also_elsewhere}
    return {
        number: tail
        for name, numbers in by_name.items()
        if len(numbers) > 1 or name in met
        for number, tail in _apart(sorted(numbers)).items()
    }


def _apart(numbers: list[str]) -> dict[str, str]:
    longest = max(map(len, numbers))
    for length in range(SHORTEST_TAIL, longest):
        found = {number: number[-length:] for number in numbers}
        if len(set(found.values())) == len(numbers):
            return found
    return {number: number for number in numbers}
