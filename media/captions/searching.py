"""Where something is said in recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from media.captions.plain import folded, joined, plain_text
from media.captions.stamps import clock
from media.captions.webvtt import parse
from media.models import Caption, CaptionQuerySet

MOST_HITS_EACH: Final = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """`second` is where to begin listening; `snippet` what is said there."""

    asset_id: int
    language: str
    second: float
    snippet: str

    @property
    def at(self) -> str:
        """The place as people write it."""
        return clock(round(self.second * 1000))


def captions_saying(words: str) -> CaptionQuerySet:
    """Published captions that hold all the words, which are parted by spaces; width and case do not matter.

    The database scans `spoken`; issue 5's index takes that place. None for no words.
    """
    wanted = _wanted(words)
    return Caption.objects.holding(wanted) if wanted else Caption.objects.none()


def cues_saying(asset_ids: Iterable[int], words: str) -> list[Hit]:
    """Where published captions of these assets say all the words, a few places for each, in the order of time."""
    captions = captions_saying(words).filter(asset_id__in=asset_ids).order_by("asset_id", "language")
    found = captions.values_list("asset_id", "language", "published_text")
    wanted = _wanted(words)
    return [hit for asset_id, language, text in found for hit in _hits(asset_id, language, text, wanted)]


def _wanted(words: str) -> list[str]:
    return [folded(word) for word in words.split()]


def _hits(asset_id: int, language: str, text: str, wanted: list[str]) -> Iterator[Hit]:
    cues = [(cue.start / 1000, plain_text(cue.text)) for cue in parse(text).captions.cues]
    found = (
        Hit(asset_id, language, second, snippet)
        for (second, line), (_, following) in pairwise([*cues, (0.0, "")])
        if (snippet := _snippet(line, following, wanted))
    )
    yield from islice(found, MOST_HITS_EACH)


def _snippet(line: str, following: str, wanted: list[str]) -> str:
    """The caption that says the words, or it and the next where a phrase runs over."""
    if _says(line, wanted):
        return line
    both = joined([line, following])
    return both if _says(both, wanted) and not _says(following, wanted) else ""


def _says(text: str, wanted: list[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in wanted)
