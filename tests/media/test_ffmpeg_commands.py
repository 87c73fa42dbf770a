"""The commands, word by word, against reviewed files. `GOLDEN=write pytest` writes them anew; then review the diff."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from media import ffmpeg
from media.ladder import plan_ladder, plan_remux
from media.loudness import Level, Loudness
from media.source import Colour
from tests.media.sources import recording

GOLDEN = Path(__file__).parent / "golden"
FILE = Path("/assets/originals/aB3xYz_-0123")
HEAVY = {"bits_per_second": 12_000_000, "frame_rate": 59.94}
LOUDNESS = Loudness(integrated_lufs=-23.4, peak_dbfs=-4.0)


def ladder(source, loudness=LOUDNESS):
    return ffmpeg.encode(FILE, source, plan_ladder(source, top=720, loudness=loudness), preset="veryfast")


def alone(source):
    """The sound without the picture."""
    return replace(source, container="mp3", picture=None)


def surround(source):
    return replace(source, sound=replace(source.sound, channels=6, layout="5.1"))


PQ = Colour(transfer="smpte2084", primaries="bt2020", matrix="bt2020nc")
HLG = Colour(transfer="arib-std-b67", primaries="bt2020", matrix="bt2020nc")
TELEPHONE = {"codec": "hevc", "profile": "Main 10", "pixel_format": "yuv420p10le"}
UNSTEADY = {"frame_rate": 30.303, "variable_rate": True, "bits_per_second": 9_000_000}

COMMANDS = {
    "ladder-720": ladder(recording(**HEAVY)),
    "ladder-upright": ladder(recording(1920, 1080, rotation=90, codec="hevc")),
    "ladder-copied-top": ladder(recording(), Loudness(-16.2, -2.0)),
    "ladder-copied-only": ladder(recording(640, 360, bits_per_second=200_000), Loudness(-16.2, -2.0)),
    "ladder-hdr-pq": ladder(recording(3840, 2160, colour=PQ, **TELEPHONE)),
    "ladder-hdr-hlg-upright": ladder(recording(1920, 1080, rotation=90, colour=HLG, frame_rate=59.94, **TELEPHONE)),
    "ladder-wide-gamut": ladder(recording(640, 360, colour=replace(PQ, transfer="bt2020-10"), **TELEPHONE)),
    "ladder-unsteady": ladder(recording(640, 480, **UNSTEADY)),
    "ladder-surround": ladder(surround(recording(640, 360, codec="hevc"))),
    "ladder-interlaced": ladder(recording(720, 576, pixel_aspect=64 / 45, interlaced=True, frame_rate=25.0)),
    "ladder-late-picture": ladder(recording(640, 360, start_ms=700, duration_ms=50_000, **HEAVY)),
    "ladder-1080": ffmpeg.encode(
        FILE,
        recording(1920, 1080, **HEAVY),
        plan_ladder(recording(1920, 1080, **HEAVY), top=1080, loudness=LOUDNESS),
        preset="veryfast",
    ),
    "ladder-silent": ladder(replace(recording(641, 361), sound=None), None),
    "sound-alone": ladder(alone(recording())),
    "remux-longer-sound": ffmpeg.encode(
        FILE, recording(duration_ms=59_500), plan_remux(recording(duration_ms=59_500)), preset="veryfast"
    ),
    "remux": ffmpeg.encode(FILE, recording(), plan_remux(recording()), preset="veryfast"),
    "loudness": ffmpeg.measure_loudness(FILE, recording()),
    "loudness-limited": ffmpeg.measure_loudness(FILE, recording(), level=Level(7.4, limited=True)),
    "poster": ffmpeg.poster(FILE, recording(), at_seconds=5, height=720),
    "fallback": ffmpeg.fallback(["v540", "audio"]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_is_the_reviewed_one(name):
    path = GOLDEN / f"{name}.txt"
    words = "\n".join(COMMANDS[name]) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(words)
    assert words == path.read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_input_is_guarded(name):
    words = COMMANDS[name]
    for place in [index for index, word in enumerate(words) if word == "-i"]:
        before = words[: place + 1]
        assert "-protocol_whitelist" in before
        assert "-format_whitelist" in before
    assert "-nostdin" in words
    assert not any("http" in word for word in words)
