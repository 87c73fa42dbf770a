"""Where in a lecture the words stand, and some text around them with the words marked. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from courses.search.folding import Placed, fold, placed
from courses.search.passages import Passage, PassageKind

MOST_JUMPS: Final = 4
BEFORE, AFTER = 16, 44
APART_MS: Final = 20_000
"""Two places of a recording that are nearer than this are one: whoever begins at the first hears the second."""


@dataclass(frozen=True)
class Part:
    """A piece of a text; `hit`: it is what was searched for."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Jump:
    """A place in a lecture. `fragment` opens it there, empty for the lecture itself; `page` and `ms` name the place."""

    kind: PassageKind
    fragment: str
    snippet: tuple[Part, ...]
    head: str = ""
    page: int = 0
    ms: int = 0


def marked(text: str, terms: Sequence[str]) -> tuple[Part, ...]:
    """The whole text with every term in it marked."""
    return _parts(text, 0, len(text), _spans(placed(text), terms))


def jumps(passages: Sequence[Passage], terms: Sequence[str], phrase: str) -> tuple[Jump, ...]:
    """The best places, those first that hold the phrase or the most terms, then in the order of the lecture."""
    found = [(_weight(passage, terms, phrase), number, passage) for number, passage in enumerate(passages)]
    best = sorted((row for row in found if row[0]), key=lambda row: (-row[0], row[1]))
    places = (jump for _weight, _number, passage in best for jump in _jumps_in(passage, terms, phrase))
    return tuple(islice(_once(places), MOST_JUMPS))


def _once(places: Iterator[Jump]) -> Iterator[Jump]:
    """Each place once: captions in two languages may hold the words at the same second."""
    told = set()
    for jump in places:
        if not jump.fragment or jump.fragment not in told:
            told.add(jump.fragment)
            yield jump


def _weight(passage: Passage, terms: Sequence[str], phrase: str) -> int:
    text = fold(f"{passage.get('head', '')}\n{passage['text']}")
    if phrase and phrase in text:
        return len(terms) + 1
    return sum(term in text for term in terms)


def _jumps_in(passage: Passage, terms: Sequence[str], phrase: str) -> Iterator[Jump]:
    kind, text = PassageKind(passage["kind"]), passage["text"]
    folded = placed(text)
    wanted = [phrase] if phrase in folded.text and phrase not in terms else terms
    spans = _spans(folded, wanted)
    if kind == PassageKind.SAID:
        yield from _seconds(text, spans, passage["starts"])
        return
    snippet = _around(text, spans)
    place = passage.get("place", "")
    if kind == PassageKind.SECTION:
        yield Jump(kind, f"#{place}", snippet, head=passage["head"])
    elif kind == PassageKind.PAGE:
        yield Jump(kind, f"#page-{place}", snippet, head=passage["head"], page=place)
    else:
        yield Jump(kind, "", snippet)


def _seconds(text: str, spans: list[tuple[int, int]], starts: Sequence[Sequence[int]]) -> Iterator[Jump]:
    offsets = [offset for offset, _ms in starts]
    last = -APART_MS
    for span in spans:
        ms = starts[max(0, bisect_right(offsets, span[0]) - 1)][1]
        if ms - last >= APART_MS:
            # The player begins at whole seconds, and a little early is better than in the middle of a word.
            yield Jump(PassageKind.SAID, f"#t={ms // 1000}", _around(text, [span, *spans], at=span), ms=ms)
            last = ms


def _spans(folded: Placed, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the original, in order, without overlaps."""
    found = []
    for term in terms:
        begin = folded.text.find(term)
        while begin >= 0:
            end = begin + len(term)
            found.append((folded.places[begin], folded.places[end - 1] + 1))
            begin = folded.text.find(term, end)
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _around(text: str, spans: list[tuple[int, int]], at: tuple[int, int] | None = None) -> tuple[Part, ...]:
    """Some text around one of the spans, the first if none is named; the beginning where there is none."""
    first = at or (spans[0] if spans else (0, 0))
    begin, end = max(0, first[0] - BEFORE), min(len(text), first[1] + AFTER)
    parts = _parts(text, begin, end, sorted(set(spans)))
    before = (Part("…"),) if begin else ()
    after = (Part("…"),) if end < len(text) else ()
    return before + parts + after


def _parts(text: str, begin: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts = []
    at = begin
    for start, stop in spans:
        if stop <= at or start >= end:
            continue
        parts += [Part(text[at : max(at, start)]), Part(text[max(at, start) : min(stop, end)], hit=True)]
        at = min(stop, end)
    parts.append(Part(text[at:end]))
    return tuple(part for part in parts if part.text)
