"""Makes an edition – renditions, playlists, small pictures, plain MP4 – out of one file, in one folder. No database.

The folder holds nothing but the finished edition when a function here returns; on an exception it is the caller's to
throw away.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import imageio_ffmpeg

from media import estimating, ffmpeg
from media.failures import Failure, Unfit
from media.finishing import Cuts, audio_track, cuts_of, video_tracks
from media.ladder import Plan, plan_ladder, plan_remux
from media.limits import ENCODER, Limits
from media.loudness import Loudness, level, read_summary
from media.playlists import Track, aligned, listening, master
from media.posters import keep_candidates
from media.running import CommandTooSlow, run
from media.source import Source
from media.storyboard import POSTER_SIDE, cues, poster_name, sheet_name

MASTER: Final = "master.m3u8"
LISTEN: Final = "listen.m3u8"
STORYBOARD: Final = "storyboard.vtt"
FALLBACK_SIDE: Final = 540
POSTER_AT_MS: Final = 5000
SAME_CUT_SECONDS: Final = 0.1
MISSING_AT_MOST_MS: Final = 1500
TIMES_REALTIME: Final = 30
AT_LEAST_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is; None where nobody can tell yet how long it will still take."""

    percent: int
    remaining_seconds: int | None = None


Report = Callable[[Step], None]
"""Called at least twice a second; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What was made. `tracks` are relative to the folder that the edition is published under."""

    plan: Plan
    videos: tuple[Track, ...]
    audio: Track | None
    entry_files: tuple[str, ...]
    posters: int = 0
    """How many frames stand to choose from; `poster.jpg` is one of them."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where an edition is made, and for whom it is named."""

    original: Path
    folder: Path
    edition: str
    preset: str
    report: Report
    limits: Limits = ENCODER


class Misaligned(Exception):
    """The copied rung is cut at other places than the encoded ones."""


def measure_loudness(source: Source, shop: Workshop) -> Loudness | None:
    """One pass over the sound, and a second one through the limiter where there has to be one; None without sound."""
    if source.sound is None:
        return None
    found = read_summary(_ffmpeg(ffmpeg.measure_loudness(shop.original, source), source, shop))
    planned = level(found)
    if found is None or not planned.limited:
        return found
    again = read_summary(_ffmpeg(ffmpeg.measure_loudness(shop.original, source, level=planned), source, shop))
    return replace(found, limited_lufs=again.integrated_lufs if again else None)


def make_remux(source: Source, shop: Workshop) -> Edition:
    """The quick edition of a file whose own streams fit players."""
    return _make(source, plan_remux(source), shop)


def make_ladder(source: Source, shop: Workshop, *, top: int, loudness: Loudness | None) -> Edition:
    """The full edition. A copied rung that would not line up with the others is encoded after all."""
    plan = plan_ladder(source, top=top, loudness=loudness)
    try:
        return _make(source, plan, shop)
    except Misaligned:
        plan = plan_ladder(source, top=top, loudness=loudness, may_copy=False)
        return _make(source, plan, shop)


def _make(source: Source, plan: Plan, shop: Workshop) -> Edition:
    for name in _names(plan):
        (shop.folder / name).mkdir(exist_ok=True)
    _ffmpeg(ffmpeg.encode(shop.original, source, plan, preset=shop.preset), source, shop)
    cuts = {name: cuts_of(shop.folder / name) for name in _names(plan)}
    _require_whole(source, plan, cuts)
    videos = video_tracks(source, plan, cuts, folder=shop.folder, edition=shop.edition)
    audio = (
        audio_track(plan.audio, cuts[ffmpeg.AUDIO], folder=shop.folder, edition=shop.edition) if plan.audio else None
    )
    pictures, posters = _pictures(source, plan, shop)
    entry_files = (*_playlists(videos, audio, shop), _fallback(source, plan, shop), *pictures)
    return Edition(plan=plan, videos=videos, audio=audio, entry_files=entry_files, posters=posters)


def _names(plan: Plan) -> list[str]:
    return [*(rung.name for rung in plan.rungs), *([ffmpeg.AUDIO] if plan.audio else [])]


def _ffmpeg(arguments: list[str], source: Source, shop: Workshop) -> str:
    """Run ffmpeg in the edition's folder; its progress becomes per cent of the source and seconds still to come."""
    pace = estimating.begun(time.monotonic())

    def read(line: str) -> None:
        nonlocal pace
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.lstrip("-").isdigit():
            pace = estimating.after(pace, at=time.monotonic(), done_ms=int(value) // 1000)

    def tell() -> None:
        percent = min(100, pace.done_ms * 100 // max(1, source.duration_ms))
        left = estimating.remaining_seconds(pace, total_ms=source.duration_ms, at=time.monotonic())
        shop.report(Step(percent, left))

    try:
        return run(
            [imageio_ffmpeg.get_ffmpeg_exe(), *arguments],
            folder=shop.folder,
            timeout_seconds=max(AT_LEAST_SECONDS, source.duration_ms / 1000 * TIMES_REALTIME),
            limits=shop.limits,
            on_line=read,
            tick=tell,
        )
    except CommandTooSlow as reason:
        raise Unfit(Failure.TOO_SLOW) from reason


def _require_whole(source: Source, plan: Plan, cuts: dict[str, Cuts]) -> None:
    """Every rendition is as long as what it was made from, and all pictures are cut at the same places."""
    for name, segments in cuts.items():
        stream = source.sound if name == ffmpeg.AUDIO else source.picture
        missing = (stream.duration_ms if stream else 0) - sum(segment.seconds for segment in segments) * 1000
        if not segments or missing > MISSING_AT_MOST_MS:
            raise Unfit(Failure.DAMAGED)
    if plan.rungs and not aligned([cuts[rung.name] for rung in plan.rungs], within_seconds=SAME_CUT_SECONDS):
        if plan.keyframes == "source":
            raise Misaligned
        raise Unfit(Failure.DAMAGED)


def _playlists(videos: tuple[Track, ...], audio: Track | None, shop: Workshop) -> list[str]:
    """The master playlist and, where there is sound, the one for listening."""
    (shop.folder / MASTER).write_text(master(videos, audio), encoding="utf-8")
    if audio is None:
        return [MASTER]
    (shop.folder / LISTEN).write_text(listening(audio), encoding="utf-8")
    return [MASTER, LISTEN]


def _fallback(source: Source, plan: Plan, shop: Workshop) -> str:
    """The plain MP4 of a middling rung."""
    fitting = [rung.name for rung in plan.rungs if min(rung.width, rung.height) <= FALLBACK_SIDE]
    chosen = fitting[-1:] or [rung.name for rung in plan.rungs[:1]]
    sound = [ffmpeg.AUDIO] if plan.audio else []
    _ffmpeg(ffmpeg.fallback([*chosen, *sound]), source, shop)
    return ffmpeg.FALLBACK


def _pictures(source: Source, plan: Plan, shop: Workshop) -> tuple[list[str], int]:
    """Names of the small pictures, and how many posters there are to choose from."""
    if plan.stills is None:
        return ([ffmpeg.POSTER] if _quick_poster(source, shop) else []), 0
    posters = keep_candidates(shop.folder, plan.stills.candidates.count)
    sheets = [sheet_name(number + 1) for number in range(plan.stills.storyboard.sheets)]
    sheets = [name for name in sheets if (shop.folder / name).exists()]
    text = cues(plan.stills.storyboard, duration_ms=source.duration_ms, folder=shop.edition)
    (shop.folder / STORYBOARD).write_text(text, encoding="utf-8")
    candidates = [poster_name(number + 1) for number in range(posters)]
    return [STORYBOARD, *sheets, *candidates, *([ffmpeg.POSTER] if posters else [])], posters


def _quick_poster(source: Source, shop: Workshop) -> bool:
    """A frame of a few seconds in, or the first one where the file cannot be entered there; whether there is one."""
    if source.picture is None:
        return False
    width, height = source.picture.shown_size
    tall = min(POSTER_SIDE, width, height) * height // min(width, height)
    for moment in (min(POSTER_AT_MS, source.picture.duration_ms // 3) / 1000, 0.0):
        command = ffmpeg.poster(shop.original, source, at_seconds=moment, height=tall - tall % 2)
        _ffmpeg(command, source, shop)
        if (shop.folder / ffmpeg.POSTER).exists():
            return True
    return False
