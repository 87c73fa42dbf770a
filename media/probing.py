"""What an uploaded file really is. Its name and the browser's claim about its type are never asked.

Reading a hostile file is the riskiest thing this app does, so it happens in a process of its own (`python -m
media.probing FILE` prints one JSON object): a crash or an endless loop in a decoder costs one upload, not the site.
"""

import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import av
from av.container import InputContainer
from av.stream import Disposition

from media.failures import Failure, Unfit
from media.ffmpeg import CONTAINERS
from media.limits import PROBE
from media.running import CommandFailed, CommandOutOfRoom, CommandTooGreedy, CommandTooSlow, run
from media.source import Colour, Picture, Sound, Source

SMALLEST_SIDE: Final = 16
LARGEST_SIDE: Final = 8192
SHORTEST_MS: Final = 200
TIMEOUT_SECONDS: Final = 300.0
MISSING_AT_MOST_MS: Final = 2000
STEADY_SHARE: Final = 0.97
"""So many frames of a constant rate follow at the same distance; the rest are a camera's hiccups."""
SAME_DISTANCE_MS: Final = 2
"""Containers that count whole milliseconds spread a constant rate by one to either side."""
WIDEST_PIXEL: Final = 4.0

# ITU-T H.273 code points → ffmpeg's words, as far as anything is decided by them.
TRANSFERS: Final = {
    1: "bt709",
    6: "smpte170m",
    13: "iec61966-2-1",
    14: "bt2020-10",
    16: "smpte2084",
    18: "arib-std-b67",
}
PRIMARIES: Final = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 12: "smpte432"}
MATRICES: Final = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc", 10: "bt2020c"}
FULL_RANGE: Final = 2
ROOT: Final = Path(__file__).resolve().parent.parent


def probe(path: Path, *, tick: Callable[[], None] = lambda: None) -> Source:
    """Measure the file in a separate process; Unfit when it cannot become something to watch or hear.

    A crash is the file's doing. A probe that somebody killed, or that ran out of time, memory or disk, says nothing
    about the file: CommandFailed, and its kinds, are raised as they are.
    """
    lines: list[str] = []
    try:
        run(
            [sys.executable, "-m", "media.probing", str(path)],
            folder=ROOT,
            timeout_seconds=TIMEOUT_SECONDS,
            limits=PROBE,
            on_line=lines.append,
            tick=tick,
        )
        answer = json.loads(lines[-1])
    except (CommandTooSlow, CommandTooGreedy, CommandOutOfRoom):
        raise
    except (CommandFailed, IndexError, ValueError) as reason:
        if isinstance(reason, CommandFailed) and reason.returncode == -signal.SIGKILL:
            raise
        raise Unfit(Failure.DAMAGED) from reason
    if "failure" in answer:
        raise Unfit(Failure(answer["failure"]))
    return Source.from_dict(answer["source"])


def inspect(path: Path) -> Source:
    """Measure the file in this process."""
    if path.stat().st_size == 0:
        raise Unfit(Failure.EMPTY)
    with _opened(path) as container:
        return _measure(container, path)


def _opened(path: Path) -> InputContainer:
    guards = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
    try:
        return av.open(str(path), options=guards)
    except (av.FFmpegError, ValueError, OSError) as reason:
        raise Unfit(_unreadable(path)) from reason


def _unreadable(path: Path) -> Failure:
    """An MP4 keeps its table of contents at the end: without it the head alone shows what the file set out to be."""
    with path.open("rb") as file:
        return Failure.INCOMPLETE if file.read(12)[4:8] == b"ftyp" else Failure.NOT_MEDIA


def _measure(container: InputContainer, path: Path) -> Source:
    picture = next((s for s in container.streams.video if not s.disposition & Disposition.attached_pic), None)
    sound = next(iter(container.streams.audio), None)
    if picture is None and sound is None:
        raise Unfit(Failure.NOT_MEDIA)
    streams = [stream for stream in (picture, sound) if stream is not None]
    if any(stream.codec_context is None for stream in streams):
        raise Unfit(Failure.UNKNOWN_CODEC)
    if picture and not _bearable(picture.width, picture.height):
        raise Unfit(Failure.PICTURE_SIZE)
    _require_whole(streams, path)
    first = _first_frame(path, streams[0].index)
    spans = _walk(container, streams)
    filled = [span for span in spans.values() if span.packets]
    ends_ms = max(span.end_ms for span in filled)
    source = Source(
        container=container.format.name,
        duration_ms=ends_ms - min(span.start_ms for span in filled),
        picture=_picture(picture, spans[picture.index], first) if picture else None,
        sound=_sound(sound, spans[sound.index]) if sound and spans[sound.index].packets else None,
    )
    _require_length(source, container, ends_ms=ends_ms)
    return source


def _bearable(width: int, height: int) -> bool:
    return min(width, height) >= SMALLEST_SIDE and max(width, height) <= LARGEST_SIDE


def _require_whole(streams: list[Any], path: Path) -> None:
    """Containers with an index promise where each packet lies; a promise beyond the end means a cut file."""
    size = path.stat().st_size
    for stream in streams:
        if any(entry.pos + entry.size > size for entry in stream.index_entries):
            raise Unfit(Failure.INCOMPLETE)


def _require_length(source: Source, container: InputContainer, *, ends_ms: int) -> None:
    """Some containers declare how long they are, some when they end; whichever was reached is enough."""
    if source.duration_ms < SHORTEST_MS:
        raise Unfit(Failure.EMPTY)
    declared_ms = (container.duration or 0) / 1000
    if max(source.duration_ms, ends_ms) < declared_ms * 0.98 - MISSING_AT_MOST_MS:
        raise Unfit(Failure.INCOMPLETE)


def _first_frame(path: Path, index: int) -> Any:
    """Decode one frame, as proof that it can be done; it knows how it is turned and whether it is interlaced.

    The file is opened once more: going back to the start of one would skip what lies before its first key frame.
    """
    with _opened(path) as container:
        try:
            frame: Any = next(iter(container.decode(container.streams[index])))
        except (av.FFmpegError, StopIteration) as reason:
            raise Unfit(Failure.DAMAGED) from reason
        return frame


class _Span:
    """What walking through a stream's packets adds up to."""

    def __init__(self) -> None:
        self.packets = 0
        self.bytes = 0
        self.start_ms = 0
        self.end_ms = 0
        self.keyframes_ms: list[int] = []
        self.distances = Counter[int]()
        self._decoded_ms: int | None = None

    def add(self, packet: Any) -> None:
        begin = round(packet.pts * packet.time_base * 1000)
        end = begin + round((packet.duration or 0) * packet.time_base * 1000)
        if packet.is_keyframe:
            self.keyframes_ms.append(begin)
        if begin < 0:  # before the first instant shown: what an edit on the phone cut away, or an encoder's run-up
            return
        self.start_ms = min(self.start_ms, begin) if self.packets else begin
        self.end_ms = max(self.end_ms, end)
        self.packets += 1
        self.bytes += packet.size
        if packet.dts is not None:
            decoded = round(packet.dts * packet.time_base * 1000)
            if self._decoded_ms is not None:
                self.distances[decoded - self._decoded_ms] += 1
            self._decoded_ms = decoded

    @property
    def common_distance_ms(self) -> int:
        """The distance in time that most packets keep from the one before."""
        return self.distances.most_common(1)[0][0] if self.distances else 0

    @property
    def steady(self) -> bool:
        """Whether nearly all packets keep it."""
        same = sum(
            count for ms, count in self.distances.items() if abs(ms - self.common_distance_ms) <= SAME_DISTANCE_MS
        )
        return same >= STEADY_SHARE * self.distances.total()

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def bits_per_second(self) -> int:
        return self.bytes * 8000 // max(1, self.duration_ms)


def _walk(container: InputContainer, streams: list[Any]) -> dict[int, _Span]:
    """Read every packet without decoding it: true durations, rates and key frames."""
    spans = {stream.index: _Span() for stream in streams}
    try:
        for packet in container.demux(streams):
            if packet.pts is not None and packet.time_base is not None:
                spans[packet.stream.index].add(packet)
    except av.FFmpegError as reason:
        raise Unfit(Failure.INCOMPLETE) from reason
    if not spans[streams[0].index].packets:
        raise Unfit(Failure.DAMAGED)
    return spans


def _picture(stream: Any, span: _Span, first: Any) -> Picture:
    aspect = float(stream.sample_aspect_ratio or 1)
    return Picture(
        index=stream.index,
        codec=stream.codec_context.name,
        profile=stream.codec_context.profile or "",
        pixel_format=stream.codec_context.pix_fmt or "",
        width=stream.width,
        height=stream.height,
        rotation=round(getattr(first, "rotation", 0) / 90) * 90 % 360,
        pixel_aspect=aspect if 1 / WIDEST_PIXEL <= aspect <= WIDEST_PIXEL else 1.0,
        frame_rate=_frame_rate(stream, span),
        bits_per_second=span.bits_per_second,
        start_ms=span.start_ms,
        duration_ms=span.duration_ms,
        keyframes_ms=tuple(sorted(span.keyframes_ms)),
        colour=_colour(stream.codec_context),
        variable_rate=not span.steady,
        interlaced=bool(getattr(first, "interlaced_frame", False)),
    )


def _frame_rate(stream: Any, span: _Span) -> float:
    """The declared average of a steady picture; of an unsteady one what most of its frames keep."""
    if not span.steady and span.common_distance_ms > 0:
        return round(1000 / span.common_distance_ms, 3)
    return round(float(stream.average_rate or stream.guessed_rate or 25), 3)


def _colour(codec: Any) -> Colour:
    return Colour(
        transfer=TRANSFERS.get(codec.color_trc, ""),
        primaries=PRIMARIES.get(codec.color_primaries, ""),
        matrix=MATRICES.get(codec.colorspace, ""),
        full_range=codec.color_range == FULL_RANGE or (codec.pix_fmt or "").startswith("yuvj"),
    )


def _sound(stream: Any, span: _Span) -> Sound:
    return Sound(
        index=stream.index,
        codec=stream.codec_context.name,
        profile=stream.codec_context.profile or "",
        channels=stream.codec_context.channels,
        layout=stream.codec_context.layout.name,
        sample_rate=stream.codec_context.sample_rate,
        bits_per_second=span.bits_per_second,
        start_ms=span.start_ms,
        duration_ms=span.duration_ms,
    )


def _answer(path: Path) -> dict[str, Any]:
    try:
        return {"source": inspect(path).as_dict()}
    except Unfit as unfit:
        return {"failure": unfit.failure.value}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(Path(sys.argv[1]))) + "\n")
