"""Makes an edition – renditions, master playlist, poster, plain MP4 – out of one file, in one folder. No database.

The folder holds nothing but the finished edition when a function here returns; on an exception it is the caller's to
throw away.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import imageio_ffmpeg

from media import ffmpeg
from media.failures import Failure, Unfit
from media.ladder import Loudness, Plan, Rung, plan_ladder, plan_remux
from media.loudness import read_summary
from media.playlists import (
    Segment,
    Track,
    aligned,
    has_short_tail,
    master,
    merge_tail,
    peak_and_average,
    read_segments,
)
from media.running import CommandTooSlow, run
from media.source import Source

MASTER: Final = "master.m3u8"
FALLBACK_SIDE: Final = 540
POSTER_SIDE: Final = 720
POSTER_AT_MS: Final = 5000
SAME_CUT_SECONDS: Final = 0.1
MISSING_AT_MOST_MS: Final = 1500
TIMES_REALTIME: Final = 30
AT_LEAST_SECONDS: Final = 300.0

Report = Callable[[int], None]
"""Called at least twice a second with the per cent done; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What was made. `tracks` are relative to the folder that the edition is published under."""

    plan: Plan
    videos: tuple[Track, ...]
    audio: Track | None
    entry_files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where an edition is made, and for whom it is named."""

    original: Path
    folder: Path
    edition: str
    preset: str
    report: Report


class Misaligned(Exception):
    """The copied rung is cut at other places than the encoded ones."""


def measure_loudness(source: Source, shop: Workshop) -> Loudness | None:
    """One pass over the sound; None when there is none."""
    if source.sound is None:
        return None
    words = _ffmpeg(ffmpeg.measure_loudness(shop.original, source), source, shop)
    return read_summary(words)


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
    cuts = {name: _segments(shop.folder / name) for name in _names(plan)}
    _require_whole(source, plan, cuts)
    videos = tuple(_video_track(source, plan, rung, cuts[rung.name], shop) for rung in plan.rungs)
    audio = _audio_track(cuts[ffmpeg.AUDIO], shop) if plan.audio else None
    (shop.folder / MASTER).write_text(master(videos, audio), encoding="utf-8")
    entry_files = [MASTER, *_extras(source, plan, shop)]
    return Edition(plan=plan, videos=videos, audio=audio, entry_files=tuple(entry_files))


def _names(plan: Plan) -> list[str]:
    return [*(rung.name for rung in plan.rungs), *([ffmpeg.AUDIO] if plan.audio else [])]


def _ffmpeg(arguments: list[str], source: Source, shop: Workshop) -> str:
    """Run ffmpeg in the edition's folder; its progress becomes per cent of the source."""
    done = 0

    def read(line: str) -> None:
        nonlocal done
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.lstrip("-").isdigit():
            done = max(done, min(100, int(value) // 10 // max(1, source.duration_ms)))

    try:
        return run(
            [imageio_ffmpeg.get_ffmpeg_exe(), *arguments],
            folder=shop.folder,
            timeout_seconds=max(AT_LEAST_SECONDS, source.duration_ms / 1000 * TIMES_REALTIME),
            on_line=read,
            tick=lambda: shop.report(done),
        )
    except CommandTooSlow as reason:
        raise Unfit(Failure.TOO_SLOW) from reason


def _segments(folder: Path) -> tuple[Segment, ...]:
    """What the rendition was cut into, its tail made whole."""
    playlist = folder / ffmpeg.PLAYLIST
    try:
        text = playlist.read_text(encoding="utf-8")
        segments = read_segments(text)
    except (OSError, ValueError) as reason:
        raise Unfit(Failure.DAMAGED) from reason
    if not has_short_tail(segments):
        return segments
    before, last = (folder / segment.name for segment in segments[-2:])
    with before.open("ab") as whole:
        whole.write(last.read_bytes())
    last.unlink()
    merged = merge_tail(text)
    playlist.write_text(merged, encoding="utf-8")
    return read_segments(merged)


def _require_whole(source: Source, plan: Plan, cuts: dict[str, tuple[Segment, ...]]) -> None:
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


def _video_track(source: Source, plan: Plan, rung: Rung, cuts: tuple[Segment, ...], shop: Workshop) -> Track:
    frame_rate = plan.frame_rate or (source.picture.frame_rate if source.picture else 0.0)
    track = _track(rung.name, cuts, shop, codecs=_avc_codecs(shop.folder / rung.name / "init.mp4"))
    return replace(track, width=rung.width, height=rung.height, frame_rate=frame_rate)


def _audio_track(cuts: tuple[Segment, ...], shop: Workshop) -> Track:
    return _track(ffmpeg.AUDIO, cuts, shop, codecs="mp4a.40.2")


def _track(name: str, cuts: tuple[Segment, ...], shop: Workshop, *, codecs: str) -> Track:
    sizes = [(shop.folder / name / segment.name).stat().st_size for segment in cuts]
    peak, average = peak_and_average(cuts, sizes)
    path = f"{shop.edition}/{name}/{ffmpeg.PLAYLIST}"
    return Track(name=name, path=path, codecs=codecs, peak_rate=peak, average_rate=average)


def _avc_codecs(head: Path) -> str:
    """RFC 6381 string: profile, constraints and level are the three bytes after the version in `avcC`."""
    data = head.read_bytes()
    at = data.find(b"avcC")
    if at < 0:
        raise Unfit(Failure.DAMAGED)
    return f"avc1.{data[at + 5 : at + 8].hex()}"


def _extras(source: Source, plan: Plan, shop: Workshop) -> list[str]:
    """The plain MP4 of a middling rung, and a poster near the beginning."""
    fitting = [rung.name for rung in plan.rungs if min(rung.width, rung.height) <= FALLBACK_SIDE]
    chosen = fitting[-1:] or [rung.name for rung in plan.rungs[:1]]
    sound = [ffmpeg.AUDIO] if plan.audio else []
    _ffmpeg(ffmpeg.fallback([*chosen, *sound]), source, shop)
    return [ffmpeg.FALLBACK, ffmpeg.POSTER] if _poster(source, shop) else [ffmpeg.FALLBACK]


def _poster(source: Source, shop: Workshop) -> bool:
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
