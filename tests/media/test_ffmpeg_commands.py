"""The commands, word by word, against reviewed files. `GOLDEN=write pytest` writes them anew; then review the diff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from media import ffmpeg
from media.ladder import Loudness, plan_ladder, plan_remux
from tests.media.test_ladder import recording

GOLDEN = Path(__file__).parent / "golden"
FILE = Path("/assets/originals/aB3xYz_-0123")
HEAVY = {"bits_per_second": 12_000_000, "frame_rate": 59.94}
LOUDNESS = Loudness(integrated_lufs=-23.4, peak_dbfs=-4.0)


def ladder(source, loudness=LOUDNESS):
    return ffmpeg.encode(FILE, source, plan_ladder(source, top=720, loudness=loudness), preset="veryfast")


COMMANDS = {
    "ladder-720": ladder(recording(**HEAVY)),
    "ladder-upright": ladder(recording(1920, 1080, rotation=90, codec="hevc")),
    "ladder-copied-top": ladder(recording(), Loudness(-16.2, -2.0)),
    "remux": ffmpeg.encode(FILE, recording(), plan_remux(recording()), preset="veryfast"),
    "loudness": ffmpeg.measure_loudness(FILE, recording()),
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
