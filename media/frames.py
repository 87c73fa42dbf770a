"""What is done to every decoded frame before it is scaled: one rate, one range of colours, no half pictures. Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from media.rates import meant, slowed, too_fast
from media.source import Picture, Source

IN_STEP_MS: Final = 100
"""Picture and sound may end this far apart; players take no more."""

SAME_START_MS: Final = 60
"""They may begin this far apart."""

HIGH_DEFINITION_LINES: Final = 720
"""From here on, colours that a file says nothing about are those of BT.709; below, those of BT.601."""


@dataclass(frozen=True, slots=True)
class FramePlan:
    """`frame_rate` None leaves the frames as they come. Times in milliseconds, colours in ffmpeg's words."""

    matrix: str
    full_range: bool
    frame_rate: Fraction | None = None
    tone_map: str = ""
    """Where high dynamic range comes from, "pq" or "hlg"; empty where there is none."""
    wide_gamut: bool = False
    """BT.2020 colours of standard range."""
    deinterlaced: bool = False
    fill_start: bool = False
    """Whether the first frame is shown from the very beginning, where the sound begins earlier."""
    hold_last_ms: int = 0
    """How long the last frame stands while the sound goes on."""


def plan_frames(source: Source, picture: Picture) -> FramePlan:
    """For frames that are encoded anew."""
    rate = meant(picture.frame_rate, steady=not picture.variable_rate)
    late, early = late_ms(source, picture), early_ms(source, picture)
    constant = picture.variable_rate or too_fast(rate) or late > SAME_START_MS or early > IN_STEP_MS
    return FramePlan(
        frame_rate=slowed(rate) if constant else None,
        matrix=picture.colour.matrix or _unsaid(picture),
        full_range=picture.colour.full_range,
        tone_map=picture.colour.high_range,
        wide_gamut=picture.colour.primaries == "bt2020" and not picture.colour.high_range,
        deinterlaced=picture.interlaced,
        fill_start=late > SAME_START_MS,
        hold_last_ms=early if early > IN_STEP_MS else 0,
    )


def leave_frames(picture: Picture) -> FramePlan:
    """For frames that must stay in step with a copied stream: only colours are touched."""
    colour = picture.colour
    return FramePlan(matrix=colour.matrix or _unsaid(picture), full_range=colour.full_range)


def late_ms(source: Source, picture: Picture) -> int:
    """How much later than the file the picture begins."""
    return picture.start_ms - min(picture.start_ms, source.sound.start_ms) if source.sound else 0


def early_ms(source: Source, picture: Picture) -> int:
    """How much earlier than the file the picture ends."""
    ends = picture.start_ms + picture.duration_ms
    return max(0, source.sound.start_ms + source.sound.duration_ms - ends) if source.sound else 0


def _unsaid(picture: Picture) -> str:
    """The matrix that players assume where a file does not name one."""
    return "bt709" if min(picture.width, picture.height) >= HIGH_DEFINITION_LINES else "smpte170m"
