"""What captions are: cues, and the styles and regions they may name. Times in milliseconds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ARROW: Final = "-->"


@dataclass(frozen=True, slots=True)
class Cue:
    """`text` is WebVTT cue text, lines and tags as they stand; `settings` are (name, value) in canonical order."""

    start: int
    end: int
    text: str
    identifier: str = ""
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture; `settings` without the identifier, in canonical order."""

    identifier: str
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Captions:
    """A whole file. Comments (NOTE) are no part of it."""

    cues: tuple[Cue, ...] = ()
    styles: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
