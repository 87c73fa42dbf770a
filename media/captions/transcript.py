"""Captions as a text to read: passages in paragraphs, each with its place in the recording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from media.captions.cues import Cue
from media.captions.plain import plain_text
from media.captions.stamps import clock
from media.captions.webvtt import parse
from media.models import Caption

PAUSE_MS: Final = 2_500
"""A silence that begins a new paragraph."""
LONG_MS: Final = 30_000
"""From here on a paragraph ends with its sentence."""
LONGEST_MS: Final = 60_000
SENTENCE_ENDS: Final = ("。", "！", "？", ".", "!", "?", "…", "」", "”")


@dataclass(frozen=True, slots=True)
class Passage:
    """What one caption says. Seconds, as players count."""

    start: float
    end: float
    text: str

    @property
    def at(self) -> str:
        """The place as people write it."""
        return clock(round(self.start * 1000))


@dataclass(frozen=True, slots=True)
class Transcript:
    """`languages`: the (code, label) there are."""

    language: str
    label: str
    paragraphs: tuple[tuple[Passage, ...], ...]
    languages: tuple[tuple[str, str], ...]

    @property
    def has_spaces(self) -> bool:
        """Whether the language parts its words; Chinese sentences run on."""
        return self.language not in {"zh-hans", "zh-hant", "ja"}


def transcript_of(captions: Sequence[Caption], *, languages: Iterable[str]) -> Transcript | None:
    """The published captions in the first of these languages that there is, else in any; None without captions.

    `captions` are the asset's, of `published().listed()`; only the text that is shown is fetched.
    """
    there = {caption.language: caption for caption in captions}
    if not there:
        return None
    chosen = there[next((language for language in languages if language in there), next(iter(there)))]
    cues = parse(chosen.published_text).captions.cues
    labels = tuple((caption.language, caption.label) for caption in captions)
    return Transcript(chosen.language, chosen.label, paragraphs(cues), labels)


def paragraphs(cues: Iterable[Cue]) -> tuple[tuple[Passage, ...], ...]:
    """Passages by their time, parted at silences and, where one speaks on, at the end of a sentence."""
    found: list[list[Passage]] = []
    for cue in sorted(cues, key=lambda cue: cue.start):
        if not (text := plain_text(cue.text)):
            continue
        if not found or _parts(found[-1], cue):
            found.append([])
        found[-1].append(Passage(cue.start / 1000, cue.end / 1000, text))
    return tuple(tuple(passages) for passages in found)


def _parts(paragraph: list[Passage], cue: Cue) -> bool:
    last = paragraph[-1]
    length = cue.start - paragraph[0].start * 1000
    if cue.start - last.end * 1000 >= PAUSE_MS or length >= LONGEST_MS:
        return True
    return length >= LONG_MS and last.text.endswith(SENTENCE_ENDS)
