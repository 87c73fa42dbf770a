"""Captions as a text to read: the cues of a WebVTT file with their positions. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from courses.durations import clock

_TIMING = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.\d{3}\s+-->")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Cue:
    """A spoken passage and the whole second it begins at. `text` is plain."""

    second: int
    text: str

    @property
    def at(self) -> str:
        """The position as people write it."""
        return clock(self.second)


def read_transcript(vtt: str) -> tuple[Cue, ...]:
    """The cues in their order. What is no cue (header, notes, styles) is passed over."""
    cues = []
    for block in re.split(r"\n{2,}", vtt.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        for place, line in enumerate(lines):
            found = _TIMING.match(line)
            if found:
                hours, minutes, seconds = (int(part or 0) for part in found.groups())
                text = unescape(_TAG.sub("", " ".join(lines[place + 1 :]))).strip()
                cues += [Cue((hours * 60 + minutes) * 60 + seconds, text)] if text else []
                break
    return tuple(cues)
