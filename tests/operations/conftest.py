"""What the processes of the product are fed with."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

FILM_SECONDS = 8


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    """Moving bars with a tone."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    sources = [f"testsrc2=size=640x360:rate=25:duration={FILM_SECONDS}", f"sine=duration={FILM_SECONDS}"]
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs]
    subprocess.run([*command, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", str(path)], check=True)
    return path
