"""Two texts as one with marks: what was taken out, what was put in, what stayed. Pure; reads well in Chinese.

Lines are compared first; within lines that differ, characters, and bits of agreement too short to help a reader are
marked with their surroundings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Sign = Literal["same", "out", "in"]
SHORTEST_AGREEMENT = 2
LONGEST_CHARACTERS = 1_500
CONTEXT_LINES = 1


@dataclass(frozen=True)
class Mark:
    """A piece of text; `skipped` says that unchanged lines before it are left out."""

    sign: Sign
    text: str
    skipped: bool = False


def marks(before: str, after: str) -> tuple[Mark, ...]:
    """The way from one text to the other. The pieces without "in" are `before`, those without "out" are `after`."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Mark] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one, other = "".join(old[start:end]), "".join(new[begin:stop])
        found += [Mark("same", one)] if tag == "equal" else _within(one, other)
    return tuple(_joined(found))


def shortened(pieces: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The same with long unchanged stretches cut down to the lines around what changed."""
    short: list[Mark] = []
    for number, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        first, last = number == 0, number == len(pieces) - 1
        if piece.sign != "same" or len(lines) <= 2 * CONTEXT_LINES + 1:
            short.append(piece)
            continue
        if not first:
            short.append(Mark("same", "".join(lines[:CONTEXT_LINES])))
        if not last:
            short.append(Mark("same", "".join(lines[-CONTEXT_LINES:]), skipped=True))
    return tuple(short)


def changed_share(pieces: tuple[Mark, ...]) -> float:
    """Which part of the text is another, from 0 to 1."""
    changed = sum(len(piece.text) for piece in pieces if piece.sign != "same")
    everything = sum(len(piece.text) for piece in pieces)
    return changed / everything if everything else 0.0


def _within(before: str, after: str) -> list[Mark]:
    if not before or not after or max(len(before), len(after)) > LONGEST_CHARACTERS:
        return _replaced(before, after)
    found: list[Mark] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" and (end - start >= SHORTEST_AGREEMENT or end == len(before)):
            found.append(Mark("same", before[start:end]))
        else:
            found += _replaced(before[start:end], after[begin:stop])
    return found


def _replaced(before: str, after: str) -> list[Mark]:
    return [mark for mark in (Mark("out", before), Mark("in", after)) if mark.text]


def _joined(pieces: list[Mark]) -> Iterator[Mark]:
    """Neighbours of one sign as one piece; between two unchanged pieces first what is out, then what is in."""
    out = into = ""
    same = ""
    for piece in [*pieces, None]:
        if piece is not None and piece.sign != "same":
            if same:
                yield Mark("same", same)
                same = ""
            out += piece.text if piece.sign == "out" else ""
            into += piece.text if piece.sign == "in" else ""
            continue
        yield from _replaced(out, into)
        out = into = ""
        if piece is None:
            if same:
                yield Mark("same", same)
            return
        same += piece.text
