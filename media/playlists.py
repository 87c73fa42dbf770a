"""HLS playlists: reading the ones ffmpeg wrote per rendition, and writing the master that joins them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHORTEST_TAIL_SECONDS: Final = 0.5

_SEGMENT = re.compile(r"^#EXTINF:([\d.]+),.*\n([^#\n]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One entry of a media playlist."""

    seconds: float
    name: str


@dataclass(frozen=True, slots=True)
class Track:
    """A finished rendition, with what the master playlist says about it. Rates in bits per second, size in bytes."""

    name: str
    path: str
    codecs: str
    peak_rate: int
    average_rate: int
    width: int = 0
    height: int = 0
    frame_rate: float = 0.0
    channels: int = 0
    size: int = 0
    segments: int = 0
    sha256: str = ""


def read_segments(text: str) -> tuple[Segment, ...]:
    """The segments of a finished media playlist; ValueError when its end was never written."""
    if "#EXT-X-ENDLIST" not in text:
        raise ValueError("the playlist has no end")
    return tuple(Segment(float(seconds), name) for seconds, name in _SEGMENT.findall(text))


def has_short_tail(segments: Sequence[Segment]) -> bool:
    """Whether the last segment holds next to nothing.

    An AAC encoder's padding easily spills a frame or two beyond the last cut; players that wait for such a segment
    after a seek near the end never report that the lecture has ended (seen with hls.js 1.7).
    """
    return len(segments) > 1 and segments[-1].seconds < SHORTEST_TAIL_SECONDS


def merge_tail(text: str) -> str:
    """The media playlist with its last two segments as one, whose bytes are the second appended to the first."""
    *_, before, last = read_segments(text)
    together = before.seconds + last.seconds
    merged = re.sub(
        rf"#EXTINF:[\d.]+,.*\n{re.escape(before.name)}\n#EXTINF:[\d.]+,.*\n{re.escape(last.name)}\n",
        f"#EXTINF:{together:.6f},\n{before.name}\n",
        text,
    )
    target = max(round(segment.seconds) for segment in read_segments(merged))
    return re.sub(r"#EXT-X-TARGETDURATION:\d+", f"#EXT-X-TARGETDURATION:{target}", merged)


def peak_and_average(segments: Sequence[Segment], sizes: Sequence[int]) -> tuple[int, int]:
    """BANDWIDTH and AVERAGE-BANDWIDTH as RFC 8216 §4.3.4.2 measures them; sizes in bytes, one per segment.

    The peak leaves out a last segment shorter than half of the longest: its head alone would make it look expensive.
    """
    longest = max(segment.seconds for segment in segments)
    rates = [
        size * 8 / segment.seconds
        for segment, size in zip(segments, sizes, strict=True)
        if segment.seconds >= longest / 2
    ]
    return round(max(rates)), round(sum(sizes) * 8 / sum(segment.seconds for segment in segments))


def aligned(playlists: Sequence[Sequence[Segment]], *, within_seconds: float) -> bool:
    """Whether all renditions are cut at the same places, so that a player may change between any two segments."""
    first, *others = playlists
    return all(
        len(first) == len(other)
        and all(abs(a.seconds - b.seconds) <= within_seconds for a, b in zip(first, other, strict=True))
        for other in others
    )


def master(videos: Sequence[Track], audio: Track | None) -> str:
    """The master playlist, lowest rate first, so that a weak network starts with what it can carry."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio and videos:
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="{audio.channels}",URI="{audio.path}"'
        )
    for video in sorted(videos, key=lambda track: track.peak_rate):
        lines += [_stream(video, audio), video.path]
    if audio and not videos:
        lines += [_stream(audio, None), audio.path]
    return "\n".join([*lines, ""])


def listening(audio: Track) -> str:
    """A master playlist of the sound alone: for listening with the screen off, and for the weakest network."""
    return master((), audio)


def _stream(track: Track, audio: Track | None) -> str:
    sound_peak, sound_average = (audio.peak_rate, audio.average_rate) if audio else (0, 0)
    facts = [
        f"BANDWIDTH={track.peak_rate + sound_peak}",
        f"AVERAGE-BANDWIDTH={track.average_rate + sound_average}",
        f'CODECS="{track.codecs},{audio.codecs}"' if audio else f'CODECS="{track.codecs}"',
    ]
    if track.width:
        facts += [f"RESOLUTION={track.width}x{track.height}", f"FRAME-RATE={track.frame_rate:.3f}", "VIDEO-RANGE=SDR"]
    if audio:
        facts.append('AUDIO="audio"')
    return "#EXT-X-STREAM-INF:" + ",".join(facts)
