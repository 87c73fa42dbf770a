"""From what a file is to what is made of it. Pure: no files, no clock, no database.

Rungs are named by the shorter side, so that a portrait phone recording gets the same care as a landscape one.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from media.frames import IN_STEP_MS, SAME_START_MS, FramePlan, early_ms, late_ms, leave_frames, plan_frames
from media.loudness import AS_IT_IS, Level, Loudness, level, on_target
from media.rates import meant, too_fast
from media.source import Picture, Sound, Source
from media.storyboard import Stills, plan_stills

GOP_SECONDS: Final = 2
SEGMENT_SECONDS: Final = 4
LONGEST_GAP_MS: Final = SEGMENT_SECONDS * 1000
"""Key frames further apart than a segment make a copied stream slow to seek and to switch."""

DEFAULT_TOP: Final = 720
CUT_AT_MOST_MS: Final = 1000
"""Sound that outlasts a copied picture by less ends with it; the last frame cannot be held without encoding."""

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
    channels: int
    level: Level
    length_ms: int | None
    """Where the sound ends, with silence up to there; None leaves its end as it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one encode makes."""

    rungs: tuple[Rung, ...]
    frames: FramePlan | None
    """None where no frame is decoded, or only for small pictures."""
    audio: AudioPlan | None
    keyframes: Literal["every", "source"]
    """Every GOP_SECONDS, or wherever the copied source has them, so that all rungs cut at the same places."""
    stills: Stills | None

    @property
    def encoded(self) -> tuple[Rung, ...]:
        """The rungs that cost work."""
        return tuple(rung for rung in self.rungs if not rung.copied)


def fits_players(source: Source) -> bool:
    """Whether the file's own streams can be repackaged for browsers at once, without encoding the picture."""
    picture, sound = source.picture, source.sound
    if picture is None or not _plain_packets(source):
        return False
    if sound is not None and (not _common_aac(sound) or abs(sound.start_ms - picture.start_ms) > SAME_START_MS):
        return False
    if early_ms(source, picture) > CUT_AT_MOST_MS:
        return False
    return _common_h264(picture) and _seekable(picture)


def plan_ladder(source: Source, *, top: int, loudness: Loudness | None, may_copy: bool = True) -> Plan:
    """The full ladder up to the policy's `top` rung (shorter side in pixels); never larger than the source."""
    picture = source.picture
    if picture is None:
        return Plan((), None, _audio(source, loudness, copies=False), "every", None)
    rungs = _rungs(source, picture, top=top, may_copy=may_copy)
    copies = any(rung.copied for rung in rungs)
    best = max(rungs, key=lambda rung: (not rung.copied, rung.width))
    return Plan(
        rungs=rungs,
        frames=leave_frames(picture) if copies else plan_frames(source, picture),
        audio=_audio(source, loudness, copies=copies),
        keyframes="source" if copies else "every",
        stills=plan_stills(duration_ms=source.duration_ms, width=best.width, height=best.height),
    )


def plan_remux(source: Source) -> Plan:
    """The first, quick publication: the source's own streams in new packages."""
    picture = source.picture
    if picture is None or not fits_players(source):
        raise ValueError("only a source that fits players can be repackaged")
    width, height = picture.shown_size
    quality = Quality(crf=0, max_kbps=max(1, picture.bits_per_second // 1000))
    return Plan(
        rungs=(Rung(f"v{min(width, height)}", width, height, quality, copied=True),),
        frames=None,
        audio=_copied_audio(source, picture),
        keyframes="source",
        stills=None,
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
    slow = not too_fast(meant(picture.frame_rate, steady=not picture.variable_rate))
    if may_copy and sizes[-1] == short and affordable and slow and fits_players(source):
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


def _audio(source: Source, loudness: Loudness | None, *, copies: bool) -> AudioPlan | None:
    sound, picture = source.sound, source.picture
    if sound is None:
        return None
    kbps = 64 if picture else 128
    affordable = _common_aac(sound) and sound.channels <= 2 and sound.bits_per_second <= 2000 * kbps
    if affordable and _plain_packets(source) and on_target(loudness) and (picture is None or in_step(source, picture)):
        return AudioPlan(kbps, copied=True, channels=sound.channels, level=AS_IT_IS, length_ms=None)
    length = _length_ms(source, picture, copies=copies) if picture else None
    return AudioPlan(kbps, copied=False, channels=2, level=level(loudness), length_ms=length)


def _length_ms(source: Source, picture: Picture, *, copies: bool) -> int:
    """The sound ends with the picture, and so does what outlasts it by less than one hears; else the picture waits."""
    outlasts = early_ms(source, picture) > IN_STEP_MS and not copies
    return source.duration_ms if outlasts else picture.duration_ms + late_ms(source, picture)


def _copied_audio(source: Source, picture: Picture) -> AudioPlan | None:
    """As it is where it ends with the picture; otherwise encoded, at its own level, to end there."""
    sound = source.sound
    if sound is None:
        return None
    kbps = max(1, sound.bits_per_second // 1000)
    if in_step(source, picture):
        return AudioPlan(kbps, copied=True, channels=sound.channels, level=AS_IT_IS, length_ms=None)
    length = _length_ms(source, picture, copies=True)
    return AudioPlan(min(kbps, 128), copied=False, channels=2, level=AS_IT_IS, length_ms=length)


def in_step(source: Source, picture: Picture) -> bool:
    """Whether picture and sound begin and end together, as near as players ask for."""
    sound = source.sound
    if sound is None:
        return True
    ends = picture.start_ms + picture.duration_ms, sound.start_ms + sound.duration_ms
    return abs(picture.start_ms - sound.start_ms) <= SAME_START_MS and abs(ends[0] - ends[1]) < IN_STEP_MS


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
        and not picture.interlaced
        and not picture.colour.high_range
    )


def _common_aac(sound: Sound) -> bool:
    return sound.codec == "aac" and sound.profile == "LC" and sound.sample_rate in {44_100, 48_000}


def _seekable(picture: Picture) -> bool:
    """Whether playback can begin at once and no gap between key frames is longer than a segment."""
    marks = (*picture.keyframes_ms, picture.start_ms + picture.duration_ms)
    # A key frame before the start means that the file begins within a group, by an edit that copying would undo.
    starts_whole = bool(picture.keyframes_ms) and picture.keyframes_ms[0] == picture.start_ms
    return starts_whole and all(after - before <= LONGEST_GAP_MS for before, after in pairwise(marks))
