"""Captions as words: what was said, without times, tags and marks. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from media.captions.cue_text import text_of, tree
from media.captions.cues import Cue

WIDE = frozenset("WF")


def plain_text(cue_text: str) -> str:
    """One cue in one line."""
    return joined(line.strip() for line in text_of(tree(cue_text)).split("\n"))


def joined(pieces: Iterable[str]) -> str:
    """Pieces of speech in one line: a space between words, none between Chinese characters."""
    whole = ""
    for piece in pieces:
        if piece and whole and not (_is_wide(whole[-1]) or _is_wide(piece[0])):
            whole += " "
        whole += piece
    return whole


def folded(text: str) -> str:
    """For comparing: one width, one case."""
    return unicodedata.normalize("NFKC", text).casefold()


def spoken(cues: Iterable[Cue]) -> str:
    """All that is said, folded, as one line: phrases run on from cue to cue."""
    return folded(joined(plain_text(cue.text) for cue in cues))


def as_text_file(cues: Iterable[Cue]) -> str:
    """The words alone, a cue a line."""
    return "".join(f"{line}\n" for cue in cues if (line := plain_text(cue.text)))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in WIDE
