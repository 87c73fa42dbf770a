"""Recordings of every kind, as small as they can be, and what the real pipeline makes of them; no database."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import imageio_ffmpeg
import pytest

from media import pipeline
from media.loudness import Loudness, read_summary
from media.pipeline import Edition, Step, Workshop
from media.probing import inspect
from media.source import Source

EDITION = "e1"


@dataclass(frozen=True)
class Made:
    """An edition in its folder, with what it was made from and what was reported on the way."""

    source: Source
    edition: Edition
    folder: Path
    steps: tuple[Step, ...]

    def playlist(self, name: str) -> Path:
        return self.folder / name / "index.m3u8"

    def frames(self, name: str) -> list[av.VideoFrame]:
        with av.open(str(self.playlist(name))) as file:
            return list(file.decode(video=0))

    def span(self, name: str) -> tuple[float, float]:
        """First instant and end of a rendition in seconds, as decoded."""
        with av.open(str(self.playlist(name))) as file:
            stream = file.streams[0]
            frames = [(frame.time, frame) for frame in file.decode(stream)]
        last, frame = max(frames, key=lambda entry: entry[0])
        one = frame.samples / frame.sample_rate if hasattr(frame, "samples") else float(1 / stream.average_rate)
        return min(time for time, _ in frames), last + one

    def loudness(self) -> Loudness:
        return heard(self.playlist("audio"))


def heard(path: Path) -> Loudness:
    """What a meter of its own says about a finished file."""
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostats", "-i", path, "-af", "ebur128=peak=true:framelog=quiet"]
    said = subprocess.run([*words, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    found = read_summary(said)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def film(tmp_path_factory, ffmpeg) -> Callable[..., Path]:
    """film(name, *words) → a recording made once a run; two tests may give different recordings the same name."""
    known: dict[tuple[object, ...], Path] = {}

    def shoot(name: str, *words: object) -> Path:
        if (name, *words) not in known:
            path = tmp_path_factory.mktemp("film") / name
            ffmpeg(*words, path)
            known[name, *words] = path
        return known[name, *words]

    return shoot


@pytest.fixture(scope="session")
def make(tmp_path_factory) -> Callable[..., Made]:
    """make(path) → the full edition; make(path, quick=True) → the quick one. Each is made once a run."""
    known: dict[tuple[Path, bool, int], Made] = {}

    def run(path: Path, *, quick: bool = False, top: int = 720) -> Made:
        if (path, quick, top) not in known:
            folder = tmp_path_factory.mktemp("edition")
            source, steps = inspect(path), []
            shop = Workshop(path, folder, EDITION, "ultrafast", steps.append)
            if quick:
                edition = pipeline.make_remux(source, shop)
            else:
                edition = pipeline.make_ladder(source, shop, top=top, loudness=pipeline.measure_loudness(source, shop))
            known[path, quick, top] = Made(source, edition, folder, tuple(steps))
        return known[path, quick, top]

    return run
