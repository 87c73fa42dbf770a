"""Plans written as ffmpeg command lines. Pure: builds argument lists, starts nothing.

Every command runs inside its output folder and names its outputs relative to it, so the lists do not depend on where
that folder is. Each rendition is an output of its own (the master playlist is ours, `media.playlists`), all of them of
one process: the source is read and decoded once.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import ffmpeg

from media import filters
from media.frames import FramePlan
from media.ladder import GOP_SECONDS, SEGMENT_SECONDS, Plan, Rung
from media.loudness import AS_IT_IS, Level
from media.source import Source
from media.storyboard import Stills, poster_name, sheet_name

CONTAINERS: Final = "mov,matroska,avi,mpegts,mpeg,flv,asf,mp3,aac,wav,ogg,flac,amr"
"""Formats that hold their own bytes. Playlists and scripts (HLS, concat, DASH …) could name other files and hosts."""

INPUT_GUARDS: Final = {"protocol_whitelist": "file,pipe", "format_whitelist": CONTAINERS}
QUIET: Final = ("-hide_banner", "-nostdin", "-loglevel", "error", "-nostats", "-y")
REPORTING: Final = ("-progress", "pipe:1", "-stats_period", "0.5")
CLEAN: Final[dict[str, Any]] = {"map_metadata": -1, "map_chapters": -1}
"""Phones write the place of a recording into the file; nothing of it is passed on."""

AS_THEY_COME: Final = {"fps_mode": "vfr"}
"""No frame is made up or dropped behind the filters' back, whatever rate a container claims."""

PLAYLIST: Final = "index.m3u8"
AUDIO: Final = "audio"
FALLBACK: Final = "fallback.mp4"
POSTER: Final = "poster.jpg"


def encode(path: Path, source: Source, plan: Plan, *, preset: str) -> list[str]:
    """The one command that makes every rendition and all small pictures of the plan from the file at `path`."""
    # Where no rung is encoded, only key frames are decoded, for the small pictures.
    sparing = {} if plan.encoded or not plan.stills else {"skip_frame": "nokey"}
    opened = ffmpeg.input(str(path), **sparing, **INPUT_GUARDS)
    outputs = [*_video_outputs(opened, source, plan, preset=preset), *_audio_outputs(opened, source, plan)]
    return _compile(outputs, reporting=True)


def measure_loudness(path: Path, source: Source, *, level: Level = AS_IT_IS) -> list[str]:
    """One pass over the sound alone, at a level; the summary of EBU R 128 figures arrives on standard error."""
    if source.sound is None:
        raise ValueError("there is no sound to measure")
    opened = ffmpeg.input(str(path), **INPUT_GUARDS)
    heard = filters.raised(filters.two_channels(opened[str(source.sound.index)]), level)
    measured = heard.filter("ebur128", peak="true", framelog="quiet")
    words = _compile([ffmpeg.output(measured, "-", format="null")], reporting=True)
    words[words.index("error")] = "info"
    return words


def poster(path: Path, source: Source, *, at_seconds: float, height: int) -> list[str]:
    """One frame as a picture, upright and in square pixels, for the quick edition."""
    if source.picture is None:
        raise ValueError("there is no picture to take a frame from")
    opened = ffmpeg.input(str(path), ss=f"{at_seconds:.3f}", **INPUT_GUARDS)
    frame = opened[str(source.picture.index)].filter("scale", -2, height, out_range="full").filter("setsar", 1)
    # What JPEG means by YUV; plain 4:2:0 is refused where the range is unsaid.
    frame = frame.filter("format", "yuvj420p")
    return _compile([ffmpeg.output(frame, POSTER, vframes=1, update=1, **{"q:v": 4}, **CLEAN)], reporting=False)


def fallback(renditions: Iterable[str]) -> list[str]:
    """One plain MP4 for players without HLS, out of finished renditions, without encoding."""
    inputs = [ffmpeg.input(f"{name}/{PLAYLIST}", **_own_playlists()) for name in renditions]
    output = ffmpeg.output(*inputs, FALLBACK, codec="copy", movflags="+faststart", **CLEAN)
    return _compile([output], reporting=False)


def _own_playlists() -> dict[str, Any]:
    """Guards for reading back what we wrote ourselves: files only, and the formats of our own segments."""
    return {"protocol_whitelist": "file", "format_whitelist": "hls,mov", "allowed_extensions": "m3u8,mp4,m4s"}


def _video_outputs(opened: Any, source: Source, plan: Plan, *, preset: str) -> list[Any]:
    if source.picture is None:
        return []
    stream = opened[str(source.picture.index)]
    copies = [_hls(stream, rung.name, vcodec="copy") for rung in plan.rungs if rung.copied]
    if plan.frames is None or plan.stills is None:
        return copies
    return [*copies, *_decoded_outputs(stream, plan, plan.frames, plan.stills, preset=preset)]


def _decoded_outputs(stream: Any, plan: Plan, frames: FramePlan, stills: Stills, *, preset: str) -> list[Any]:
    """Decoded and prepared once, at the size of the largest encoded rung; everything else is cut from that."""
    base = (plan.encoded or plan.rungs)[-1]
    shares = filters.prepared(stream, frames, base).split()
    encoded = [
        _hls(filters.scaled(shares[place], rung, base), rung.name, **_h264(rung, plan, preset=preset))
        for place, rung in enumerate(plan.encoded)
    ]
    sheets = filters.tiled(shares[len(encoded)], stills.storyboard)
    posters = filters.typical(shares[len(encoded) + 1], stills.candidates)
    return [
        *encoded,
        ffmpeg.output(sheets, sheet_name("%d"), **{"q:v": 6}, **AS_THEY_COME, **CLEAN),
        ffmpeg.output(
            posters, poster_name("%d"), vframes=stills.candidates.count, **{"q:v": 4}, **AS_THEY_COME, **CLEAN
        ),
    ]


def _h264(rung: Rung, plan: Plan, *, preset: str) -> dict[str, Any]:
    """Closed groups that start at the same instants in every rung: what lets players switch without a gap."""
    marks = "source" if plan.keyframes == "source" else f"expr:gte(t,n_forced*{GOP_SECONDS})"
    return {
        "vcodec": "libx264",
        **AS_THEY_COME,
        "preset": preset,
        "profile:v": "high",
        "crf": rung.quality.crf,
        "maxrate": f"{rung.quality.max_kbps}k",
        "bufsize": f"{rung.quality.max_kbps * 2}k",
        "force_key_frames": marks,
        "forced-idr": 1,
        "g": 1000,
        "sc_threshold": 0,
    }


def _audio_outputs(opened: Any, source: Source, plan: Plan) -> list[Any]:
    if source.sound is None or plan.audio is None:
        return []
    stream = opened[str(source.sound.index)]
    if plan.audio.copied:
        return [_hls(stream, AUDIO, acodec="copy")]
    encoded = {"acodec": "aac", "audio_bitrate": f"{plan.audio.kbps}k", "ac": plan.audio.channels}
    return [_hls(filters.levelled(stream, plan.audio), AUDIO, **encoded)]


def _hls(stream: Any, name: str, **codec: Any) -> Any:
    return ffmpeg.output(
        stream,
        f"{name}/{PLAYLIST}",
        format="hls",
        hls_time=SEGMENT_SECONDS,
        hls_playlist_type="vod",
        hls_segment_type="fmp4",
        hls_fmp4_init_filename="init.mp4",
        hls_segment_filename=f"{name}/part_%05d.m4s",
        hls_flags="independent_segments",
        avoid_negative_ts="disabled",
        **codec,
        **CLEAN,
    )


def _compile(outputs: list[Any], *, reporting: bool) -> list[str]:
    """The argument list without the program's own name."""
    words = ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    guards = (*QUIET, *REPORTING) if reporting else QUIET
    compiled: list[str] = words.global_args(*guards).compile(cmd="ffmpeg")
    return compiled[1:]
