"""What a member asks for: words to be found together, and phrases in quotation marks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from courses.search.folding import fold
from school.organisation.grams import telling_grams

LONGEST = 100
MOST_TERMS = 8
EXACT = 2
_ASKED = re.compile(r'["“”„]([^"“”„]+)["“”„]|「([^」]+)」|『([^』]+)』|([^\s"“”„「」『』]+)')
_RUN = re.compile(r"[\u3400-\u9fff]{4,}")


@dataclass(frozen=True)
class Query:
    """Folded `terms`, every one of which has to be found; `phrase` is how they stand one after another."""

    text: str
    terms: tuple[str, ...]
    phrase: str

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def grams(self) -> tuple[str, ...]:
        """What a text that holds the terms has in the index."""
        return tuple(sorted({gram for term in self.terms for gram in telling_grams(term)}))

    @property
    def to_check(self) -> tuple[str, ...]:
        """The terms of which the index finds too much: it knows characters and pairs of neighbours."""
        return tuple(term for term in self.terms if len(term) > EXACT)

    def loosened(self) -> Query | None:
        """The same with long Chinese terms in pieces of two characters, which may stand apart; None if nothing is."""
        pieces = [piece for term in self.terms for piece in _pieces(term)]
        if tuple(pieces) == self.terms:
            return None
        return Query(self.text, tuple(dict.fromkeys(pieces))[: 2 * MOST_TERMS], self.phrase)


def read_query(text: str) -> Query:
    """What was typed; no terms where nothing can be searched for."""
    text = " ".join(text.split())[:LONGEST]
    said = [next(filter(None, found)) for found in _ASKED.findall(text)]
    terms = tuple(dict.fromkeys(term for term in map(fold, said) if term))[:MOST_TERMS]
    return Query(text, terms, fold(" ".join(said)))


def _pieces(term: str) -> list[str]:
    if _RUN.fullmatch(term) is None:
        return [term]
    return [term[at : at + 2] if at + 3 != len(term) else term[at:] for at in range(0, len(term) - 1, 2)]
