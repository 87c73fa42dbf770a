"""Sources as a probe would describe them: any that can be, and one ordinary recording to change."""

from __future__ import annotations

from hypothesis import strategies as st

from media.loudness import Loudness
from media.source import Colour, Picture, Sound, Source

sides = st.integers(16, 8192)
pictures = st.builds(
    Picture,
    index=st.just(0),
    codec=st.sampled_from(["h264", "hevc", "vp9", "mpeg4"]),
    profile=st.sampled_from(["High", "Main", ""]),
    pixel_format=st.sampled_from(["yuv420p", "yuv420p10le", "yuv444p"]),
    width=sides,
    height=sides,
    rotation=st.sampled_from([0, 90, 180, 270]),
    pixel_aspect=st.sampled_from([1.0, 1.0, 4 / 3, 0.9]),
    frame_rate=st.floats(5, 240),
    bits_per_second=st.integers(10_000, 50_000_000),
    start_ms=st.integers(0, 100),
    duration_ms=st.just(60_000),
    keyframes_ms=st.lists(st.integers(0, 60_000), max_size=40).map(lambda marks: (0, *sorted(marks))),
    colour=st.builds(
        Colour,
        transfer=st.sampled_from(["", "bt709", "smpte2084", "arib-std-b67"]),
        primaries=st.sampled_from(["", "bt709", "bt2020"]),
        matrix=st.sampled_from(["", "bt709", "bt470bg", "bt2020nc"]),
        full_range=st.booleans(),
    ),
    variable_rate=st.booleans(),
    interlaced=st.booleans(),
)
sounds = st.builds(
    Sound,
    index=st.just(1),
    codec=st.sampled_from(["aac", "mp3", "opus"]),
    profile=st.sampled_from(["LC", "HE-AAC"]),
    channels=st.integers(1, 6),
    layout=st.sampled_from(["mono", "stereo", "5.1"]),
    sample_rate=st.sampled_from([16_000, 44_100, 48_000]),
    bits_per_second=st.integers(8_000, 600_000),
    start_ms=st.integers(0, 2000),
    duration_ms=st.integers(50_000, 70_000),
)


def measured(container, picture, sound) -> Source:
    streams = [stream for stream in (picture, sound) if stream]
    begin = min(stream.start_ms for stream in streams)
    return Source(container, max(s.start_ms + s.duration_ms for s in streams) - begin, picture, sound)


sources = st.builds(measured, st.sampled_from(["mov,mp4,m4a", "matroska,webm", "mpegts"]), pictures, st.none() | sounds)
tops = st.sampled_from([720, 1080])
loudnesses = st.none() | st.builds(Loudness, integrated_lufs=st.none() | st.floats(-69, 0), peak_dbfs=st.floats(-69, 3))


def recording(width=1280, height=720, rotation=0, **changes) -> Source:
    """A phone recording that fits players, unless changed."""
    picture = {
        "index": 0,
        "codec": "h264",
        "profile": "High",
        "pixel_format": "yuv420p",
        "width": width,
        "height": height,
        "rotation": rotation,
        "pixel_aspect": 1.0,
        "frame_rate": 30.0,
        "bits_per_second": 1_500_000,
        "start_ms": 0,
        "duration_ms": 60_000,
        "keyframes_ms": tuple(range(0, 60_000, 2000)),
    }
    sound = Sound(1, "aac", "LC", 2, "stereo", 48_000, 96_000, 0, 60_000)
    return Source("mov", 60_000, Picture(**picture | changes), sound)
