"""Small pictures of a recording: tiles to find a place by, and frames to choose a poster from. Pure.

A storyboard is a few JPEG sheets of tiles and a WebVTT file whose cues say which tile shows which seconds, as players
know it from their "thumbnails" track.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

COLUMNS: Final = 5
ROWS: Final = 5
"""A sheet of 25 small tiles is some 60 kB: what a phone on a weak network can fetch while a finger moves."""

TILE_SIDE: Final = 90
SHORTEST_SECONDS: Final = 2
LONGEST_SECONDS: Final = 10
WANTED_TILES: Final = 100

POSTER_SIDE: Final = 720
FEW_CANDIDATES: Final = 4
MANY_CANDIDATES: Final = 6
LONG_MS: Final = 60_000
LOOKED_AT: Final = 12
"""Frames of which each candidate is the most typical one; all of them are held in memory at once."""

BLANK_DETAIL: Final = 6.0
"""Below this spread of brightness (standard deviation, of 255) a frame shows nothing: black, white, a lens cap."""


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Tiles of `width` × `height` pixels, one every `every_seconds`."""

    every_seconds: int
    width: int
    height: int
    tiles: int

    @property
    def sheets(self) -> int:
        """How many pictures hold them all."""
        return ceil(self.tiles / (COLUMNS * ROWS))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Frames to choose a poster from, upright, `width` × `height` pixels."""

    count: int
    every_ms: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Stills:
    """All small pictures that one encode makes along the way."""

    storyboard: Storyboard
    candidates: Candidates


def plan_stills(*, duration_ms: int, width: int, height: int) -> Stills:
    """For a picture of this size as it is shown. The longer the recording, the further apart are the tiles."""
    every = min(LONGEST_SECONDS, max(SHORTEST_SECONDS, ceil(duration_ms / 1000 / WANTED_TILES)))
    tile_width, tile_height = _fitted(width, height, TILE_SIDE)
    poster_width, poster_height = _fitted(width, height, POSTER_SIDE)
    count = MANY_CANDIDATES if duration_ms >= LONG_MS else FEW_CANDIDATES
    return Stills(
        Storyboard(every, tile_width, tile_height, max(1, ceil(duration_ms / 1000 / every))),
        Candidates(count, max(1, duration_ms // (count * LOOKED_AT)), poster_width, poster_height),
    )


def cues(board: Storyboard, *, duration_ms: int, folder: str) -> str:
    """The WebVTT file; addresses of the sheets are relative to the file's own."""
    blocks = ["WEBVTT"]
    for tile in range(board.tiles):
        begin = tile * board.every_seconds * 1000
        end = min(begin + board.every_seconds * 1000, duration_ms)
        sheet, place = divmod(tile, COLUMNS * ROWS)
        row, column = divmod(place, COLUMNS)
        area = f"{column * board.width},{row * board.height},{board.width},{board.height}"
        blocks.append(f"{_clock(begin)} --> {_clock(end)}\n{folder}/{sheet_name(sheet + 1)}#xywh={area}")
    return "\n\n".join(blocks) + "\n"


def sheet_name(number: int | str) -> str:
    """The file of a sheet, from 1."""
    return f"storyboard-{number}.jpg"


def poster_name(number: int | str) -> str:
    """The file of a candidate, from 1."""
    return f"poster-{number}.jpg"


def _fitted(width: int, height: int, side: int) -> tuple[int, int]:
    """The same shape with its shorter side at most `side`, both sides even."""
    scale = min(1.0, side / min(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
