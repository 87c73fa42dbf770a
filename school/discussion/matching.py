"""Finding words of a list in a text, however they are spelled: width, case, spaces and signs between them. No ORM.

Dividing a word by spaces or dots is the oldest way round a list, so up to `WIDEST_GAP` signs between two characters do
not count. A word of Latin letters is only found where a word begins and ends, or every "class" would contain one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

WIDEST_GAP = 3

Named = TypeVar("Named")


def folded(word: str) -> str:
    """What is compared: "Ｖ·I P" becomes "vip"."""
    return "".join(character for character, _place in _characters(word))


@dataclass(frozen=True)
class Hit(Generic[Named]):
    """`text[start:end]` is one of the list's words, and `named` what the list keeps under it."""

    start: int
    end: int
    named: Named


@dataclass(frozen=True)
class Matcher(Generic[Named]):
    """Words by their folded spelling; `lengths` are those of the words that begin with a character, longest first."""

    words: dict[str, Named]
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Named]]) -> Matcher[Named]:
        """Of pairs of a spelling and what it stands for; spellings that fold to nothing are left out."""
        words = {spelling: named for raw, named in pairs if (spelling := folded(raw))}
        lengths: dict[str, set[int]] = defaultdict(set)
        for spelling in words:
            lengths[spelling[0]].add(len(spelling))
        return cls(words, {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()})

    def find(self, text: str) -> Iterator[Hit[Named]]:
        """Every place, in order; of words that begin at the same place the longest."""
        characters = list(_characters(text))
        plain = "".join(character for character, _place in characters)
        places = [place for _character, place in characters]
        begin = 0
        while begin < len(plain):
            size = self._longest_at(text, plain, places, begin)
            if size:
                spelling = plain[begin : begin + size]
                yield Hit(places[begin], places[begin + size - 1] + 1, self.words[spelling])
            begin += size or 1

    def _longest_at(self, text: str, plain: str, places: list[int], begin: int) -> int:
        room = len(plain) - begin
        for size in (known for known in self.lengths.get(plain[begin], ()) if known <= room):
            spelling = plain[begin : begin + size]
            if spelling in self.words and _is_one_word(text, spelling, places[begin : begin + size]):
                return size
        return 0


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Letters and digits of the text, folded, each with the place it came from."""
    for place, raw in enumerate(text):
        for character in unicodedata.normalize("NFKC", raw).casefold():
            if character.isalnum():
                yield character, place


def _is_one_word(text: str, spelling: str, places: list[int]) -> bool:
    if any(later - earlier > WIDEST_GAP + 1 for earlier, later in pairwise(places)):
        return False
    if not spelling.isascii():
        return True
    return not (_is_latin(text[places[0] - 1 : places[0]]) or _is_latin(text[places[-1] + 1 : places[-1] + 2]))


def _is_latin(character: str) -> bool:
    return character.isalnum() and unicodedata.normalize("NFKC", character).isascii()
