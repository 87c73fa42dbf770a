"""Reads what the encoder left of a rendition: its segments with a whole tail, its rates, codec string and checksum."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from media import ffmpeg
from media.checksums import measured, together
from media.failures import Failure, Unfit
from media.ladder import AudioPlan, Plan, Rung
from media.playlists import Segment, Track, has_short_tail, merge_tail, peak_and_average, read_segments
from media.source import Source

HEAD: Final = "init.mp4"
AAC_LC: Final = "mp4a.40.2"

Cuts = tuple[Segment, ...]


def cuts_of(folder: Path) -> Cuts:
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


def video_tracks(source: Source, plan: Plan, cuts: dict[str, Cuts], *, folder: Path, edition: str) -> tuple[Track, ...]:
    """The pictures as the master playlist describes them."""
    rate = float(plan.frames.frame_rate) if plan.frames and plan.frames.frame_rate else 0.0
    shown = rate or (source.picture.frame_rate if source.picture else 0.0)
    return tuple(_video_track(rung, cuts[rung.name], shown, folder, edition) for rung in plan.rungs)


def audio_track(plan: AudioPlan, cuts: Cuts, *, folder: Path, edition: str) -> Track:
    """The sound as the master playlist describes it."""
    return replace(_track(ffmpeg.AUDIO, cuts, folder, edition, codecs=AAC_LC), channels=plan.channels)


def _video_track(rung: Rung, cuts: Cuts, frame_rate: float, folder: Path, edition: str) -> Track:
    track = _track(rung.name, cuts, folder, edition, codecs=_avc_codecs(folder / rung.name / HEAD))
    return replace(track, width=rung.width, height=rung.height, frame_rate=frame_rate)


def _track(name: str, cuts: Cuts, folder: Path, edition: str, *, codecs: str) -> Track:
    place = folder / name
    files = {path.name: measured(path.name, [path.read_bytes()]) for path in place.iterdir()}
    peak, average = peak_and_average(cuts, [files[segment.name].size for segment in cuts])
    return Track(
        name=name,
        path=f"{edition}/{name}/{ffmpeg.PLAYLIST}",
        codecs=codecs,
        peak_rate=peak,
        average_rate=average,
        size=sum(file.size for file in files.values()),
        segments=len(cuts),
        sha256=together(files.values()),
    )


def _avc_codecs(head: Path) -> str:
    """RFC 6381 string: profile, constraints and level are the three bytes after the version in `avcC`."""
    data = head.read_bytes()
    at = data.find(b"avcC")
    if at < 0:
        raise Unfit(Failure.DAMAGED)
    return f"avc1.{data[at + 5 : at + 8].hex()}"
