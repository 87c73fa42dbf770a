"""Small real recordings, made once a run by the carried ffmpeg, and a place of their own for every test's files."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

from media.models import Asset
from media.services import store_file
from school.store_settings import storage_at
from tests.media.stores import bucket, either_store, s3_endpoint  # noqa: F401 - fixtures

SECONDS = 5
MOVING = f"testsrc2=size={{size}}:rate=25:duration={SECONDS}"
TONE = f"sine=frequency=440:sample_rate=48000:duration={SECONDS}"
# No key frame where players could begin within a segment: what a screen recorder writes.
SPARSE_KEYFRAMES = ("-g", "1000", "-sc_threshold", "0")
# Says nothing about the range of its colours, as many cameras do.
UNTAGGED = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
PHONE = (*UNTAGGED, "-color_range", "tv")
FITTING = ("-c:v", "libx264", "-preset", "medium", "-crf", "38", "-pix_fmt", "yuv420p", "-g", "50")
AAC = ("-c:a", "aac", "-b:a", "64k", "-ac", "2")


@pytest.fixture(autouse=True)
def assets_root(settings, tmp_path) -> Path:
    settings.STORAGES = settings.STORAGES | {"assets": storage_at((tmp_path / "assets").as_uri())}
    settings.WORK_ROOT = tmp_path / "work"
    settings.FFMPEG_PRESET = "ultrafast"
    return tmp_path / "assets"


@pytest.fixture(scope="session")
def ffmpeg() -> Callable[..., None]:
    def run(*words: object) -> None:
        program = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-y", "-loglevel", "error"]
        subprocess.run([*program, *map(str, words)], check=True)

    return run


@pytest.fixture(scope="session")
def clips(tmp_path_factory, ffmpeg) -> Clips:
    return Clips(tmp_path_factory.mktemp("clips"), ffmpeg)


class Clips:
    """Recordings by name; each is made when it is first asked for."""

    def __init__(self, folder: Path, ffmpeg: Callable[..., None]) -> None:
        self._folder = folder
        self._ffmpeg = ffmpeg

    def __call__(self, name: str) -> Path:
        path = self._folder / name
        if not path.exists():
            getattr(self, f"_{path.stem}")(path)
        return path

    def _lecture(self, path: Path) -> None:
        self._record(path, "960x540", (*PHONE, *SPARSE_KEYFRAMES))

    def _large(self, path: Path) -> None:
        self._record(path, "1280x720", (*PHONE, *SPARSE_KEYFRAMES))

    def _fitting(self, path: Path) -> None:
        self._record(path, "960x540", FITTING)

    def _silent(self, path: Path) -> None:
        self._ffmpeg("-f", "lavfi", "-i", MOVING.format(size="640x360"), *PHONE, path)

    def _upright(self, path: Path) -> None:
        lying = path.with_name("lying.mp4")
        self._record(lying, "960x540", PHONE)
        self._ffmpeg("-display_rotation", 90, "-i", lying, "-c", "copy", path)

    def _talk(self, path: Path) -> None:
        self._ffmpeg("-f", "lavfi", "-i", TONE, "-c:a", "libmp3lame", path)

    def _trimmed(self, path: Path) -> None:
        """As a phone's editor cuts: no new encoding, an edit list says where to begin."""
        self._ffmpeg("-ss", 1.5, "-i", self("fitting.mp4"), "-c", "copy", path)

    def _camcorder(self, path: Path) -> None:
        self._record(path, "640x360", (*UNTAGGED, "-f", "mpegts"))

    def _offset(self, path: Path) -> None:
        """The sound begins later than the picture."""
        late = ("-itsoffset", 1.5, "-f", "lavfi", "-i", TONE)
        self._ffmpeg("-f", "lavfi", "-i", MOVING.format(size="640x360"), *late, *PHONE, *AAC, path)

    def _head_first(self, path: Path) -> None:
        self._record(path, "640x360", (*PHONE, "-movflags", "+faststart"))

    def _even(self, path: Path) -> None:
        moving, tone = (words.replace(f"duration={SECONDS}", "duration=8") for words in (MOVING, TONE))
        self._ffmpeg("-f", "lavfi", "-i", moving.format(size="640x360"), "-f", "lavfi", "-i", tone, *PHONE, *AAC, path)

    def _record(self, path: Path, size: str, video: tuple[str, ...]) -> None:
        moving = MOVING.format(size=size)
        self._ffmpeg("-f", "lavfi", "-i", moving, "-f", "lavfi", "-i", TONE, *video, *AAC, path)


@pytest.fixture
def store(instructor, economics, at) -> Callable[..., Asset]:
    """store(path) → an asset whose bytes have arrived and wait to be prepared."""

    def put(path: Path, title: str = "党章第一课") -> Asset:
        return store_file(organisation=economics, member=instructor, title=title, path=path, at=at)

    return put
