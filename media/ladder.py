"""From what a file is to what is made of it. Pure: no files, no clock, no database.

Rungs are named by the shorter side, so that a portrait phone recording gets the same care as a landscape one.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from media.source import Picture, Sound, Source

GOP_SECONDS: Final = 2
SEGMENT_SECONDS: Final = 4
LONGEST_GAP_MS: Final = SEGMENT_SECONDS * 1000
"""Key frames further apart than a segment make a copied stream slow to seek and to switch."""

TARGET_LUFS: Final = -16.0
PEAK_CEILING_DBFS: Final = -1.5
LOUDNESS_TOLERANCE: Final = 1.0
HIGHEST_FRAME_RATE: Final = 30.0
SAME_START_MS: Final = 60
IN_BETWEEN: Final = 1.15
"""A source this much larger than its best standard rung gets a rung of its own size."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The price of a rung: constant rate factor and the peak it may reach."""

    crf: int
    max_kbps: int


STANDARD: Final[dict[int, Quality]] = {
    360: Quality(crf=26, max_kbps=300),
    540: Quality(crf=25, max_kbps=800),
    720: Quality(crf=24, max_kbps=1800),
    1080: Quality(crf=23, max_kbps=3600),
}
COPY_ALLOWANCE: Final = 1.25


@dataclass(frozen=True, slots=True)
class Rung:
    """One video rendition; `copied` streams keep the source's bits."""

    name: str
    width: int
    height: int
    quality: Quality
    copied: bool


@dataclass(frozen=True, slots=True)
class AudioPlan:
    """The one audio rendition that all rungs share."""

    kbps: int
    copied: bool
    gain_db: float
    limited: bool
    """Whether the gain could push peaks over the ceiling, so that a limiter has to hold them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one encode makes."""

    rungs: tuple[Rung, ...]
    audio: AudioPlan | None
    keyframes: Literal["every", "source"]
    """Every GOP_SECONDS, or wherever the copied source has them, so that all rungs cut at the same places."""
    frame_rate: float | None
    """A lower rate to convert to; None leaves the frames as they come."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R 128 figures of a sound; None where the sound is silence."""

    integrated_lufs: float | None
    peak_dbfs: float


def fits_players(source: Source) -> bool:
    """Whether the file's own streams can be repackaged for browsers at once, without encoding."""
    picture, sound = source.picture, source.sound
    if picture is None or not _plain_packets(source):
        return False
    if sound is not None and (not _common_aac(sound) or abs(sound.start_ms - picture.start_ms) > SAME_START_MS):
        return False
    return _common_h264(picture) and _seekable(picture, source.duration_ms)


def plan_ladder(source: Source, *, top: int, loudness: Loudness | None, may_copy: bool = True) -> Plan:
    """The full ladder up to the policy's `top` rung (shorter side in pixels); never larger than the source."""
    picture = source.picture
    rungs = _rungs(source, picture, top=top, may_copy=may_copy) if picture else ()
    copies = any(rung.copied for rung in rungs)
    too_fast = picture is not None and picture.frame_rate > HIGHEST_FRAME_RATE * 1.05
    return Plan(
        rungs=rungs,
        audio=_audio(source, source.sound, loudness) if source.sound else None,
        keyframes="source" if copies else "every",
        frame_rate=HIGHEST_FRAME_RATE if too_fast and not copies else None,
    )


def plan_remux(source: Source) -> Plan:
    """The first, quick publication: the source's own streams in new packages."""
    picture, sound = source.picture, source.sound
    if picture is None or not fits_players(source):
        raise ValueError("only a source that fits players can be repackaged")
    width, height = picture.shown_size
    quality = Quality(crf=0, max_kbps=max(1, picture.bits_per_second // 1000))
    return Plan(
        rungs=(Rung(f"v{min(width, height)}", width, height, quality, copied=True),),
        audio=AudioPlan(kbps=max(1, sound.bits_per_second // 1000), copied=True, gain_db=0, limited=False)
        if sound
        else None,
        keyframes="source",
        frame_rate=None,
    )


def _rungs(source: Source, picture: Picture, *, top: int, may_copy: bool) -> tuple[Rung, ...]:
    width, height = picture.shown_size
    short = min(width, height)
    highest = min(short, top)
    sizes = [size for size in STANDARD if size <= highest]
    if not sizes or highest > sizes[-1] * IN_BETWEEN:
        sizes.append(highest)
    rungs = [_rung(width, height, size) for size in sizes]
    best = rungs[-1]
    affordable = picture.bits_per_second <= best.quality.max_kbps * 1000 * COPY_ALLOWANCE
    if may_copy and sizes[-1] == short and affordable and fits_players(source):
        rungs[-1] = Rung(best.name, width, height, best.quality, copied=True)
    return tuple(rungs)


def _rung(width: int, height: int, size: int) -> Rung:
    scale = size / min(width, height)
    return Rung(
        name=f"v{size}",
        width=_even(width * scale, at_most=width),
        height=_even(height * scale, at_most=height),
        quality=_quality(size),
        copied=False,
    )


def _even(length: float, *, at_most: int) -> int:
    """The nearest even length (4:2:0 needs even sides) that does not exceed the source."""
    return max(2, min(2 * round(length / 2), at_most - at_most % 2))


def _quality(size: int) -> Quality:
    """The standard quality, or for a size in between the one of the next standard rung above."""
    return next((quality for standard, quality in STANDARD.items() if standard >= size), STANDARD[1080])


def _audio(source: Source, sound: Sound, loudness: Loudness | None) -> AudioPlan:
    kbps = 64 if source.picture else 128
    gain, limited = _gain(loudness)
    fits = (
        _plain_packets(source) and _common_aac(sound) and sound.channels <= 2 and sound.bits_per_second <= 2000 * kbps
    )
    copied = fits and abs(gain) <= LOUDNESS_TOLERANCE
    return AudioPlan(kbps=kbps, copied=copied, gain_db=0.0 if copied else gain, limited=limited and not copied)


def _gain(loudness: Loudness | None) -> tuple[float, bool]:
    """Decibels to the target, at most 20 up (more would lift the noise of an empty room), and whether to limit."""
    if loudness is None or loudness.integrated_lufs is None:
        return 0.0, False
    gain = round(min(TARGET_LUFS - loudness.integrated_lufs, 20.0), 1)
    return gain, loudness.peak_dbfs + gain > PEAK_CEILING_DBFS


def _plain_packets(source: Source) -> bool:
    """Whether the container keeps packets as MP4 does; those of a transport stream would have to be rewritten."""
    return source.container.partition(",")[0] in {"mov", "matroska"}


def _common_h264(picture: Picture) -> bool:
    return (
        picture.codec == "h264"
        and picture.pixel_format in {"yuv420p", "yuvj420p"}
        and picture.rotation == 0
        and picture.pixel_aspect == 1
        and picture.width % 2 == picture.height % 2 == 0
    )


def _common_aac(sound: Sound) -> bool:
    return sound.codec == "aac" and sound.profile == "LC" and sound.sample_rate in {44_100, 48_000}


def _seekable(picture: Picture, duration_ms: int) -> bool:
    """Whether playback can begin at once and no gap between key frames is longer than a segment."""
    marks = (*picture.keyframes_ms, duration_ms)
    # A key frame before the start means that the file begins within a group, by an edit that copying would undo.
    starts_whole = bool(picture.keyframes_ms) and picture.keyframes_ms[0] == picture.start_ms
    return starts_whole and all(after - before <= LONGEST_GAP_MS for before, after in pairwise(marks))
