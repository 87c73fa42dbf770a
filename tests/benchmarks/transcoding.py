"""What the pipeline costs beside one hand-written ffmpeg command that makes the same ladder."""

from __future__ import annotations

import resource
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

import imageio_ffmpeg  # noqa: E402 - the set-up comes first
from django.conf import settings  # noqa: E402

from media import pipeline  # noqa: E402
from media.probing import probe  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

REFERENCE = Path(__file__).with_name("reference_ladder.txt")
SECONDS, ROUNDS, TOP = 20, 2, 720
RATIO, TIMES_REALTIME = 1.15, 1.5
# A camera's picture at a bit rate that is too high to be passed on, so that every rung is encoded.
SOURCE = (
    f"-f lavfi -i testsrc2=size=1280x720:rate=30:duration={SECONDS} "
    f"-f lavfi -i sine=frequency=440:sample_rate=48000:duration={SECONDS} "
    "-c:v libx264 -preset ultrafast -b:v 8M -pix_fmt yuv420p -g 60 -c:a aac -b:a 128k -ac 2 -y"
)


def main() -> None:
    """Run both in turns; the cheapest round of each counts, processor time of all children included."""
    with tempfile.TemporaryDirectory(prefix="school-ladder-") as name:
        folder = Path(name)
        source = folder / "source.mp4"
        subprocess.run(
            [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *SOURCE.split(), str(source)], check=True
        )
        by_hand, product = [], []
        for number in range(ROUNDS):
            by_hand.append(_measured(lambda out: _reference(source, out), folder / f"hand-{number}"))
            product.append(_measured(lambda out: _product(source, out), folder / f"product-{number}"))
    (hand_cpu, _), (cpu, _) = min(by_hand), min(product)
    wall = min(seconds for _, seconds in product)
    preset, speed = settings.FFMPEG_PRESET, SECONDS / wall
    Row(
        f"transcoding 720p30 to 360/540/720, {preset}: measuring, ladder, poster and MP4",
        f"{cpu:.1f} CPU-s, {cpu / hand_cpu:.2f} × the reference command ({hand_cpu:.1f} CPU-s)",
        f"≤ {RATIO} ×",
        cpu / hand_cpu <= RATIO,
    ).hand_in()
    what = f"transcoding, {preset}, by the clock on this machine"
    Row(what, f"{speed:.1f} × realtime", f"≥ {TIMES_REALTIME} ×", speed >= TIMES_REALTIME).hand_in()


def _measured(work: Callable[[Path], None], folder: Path) -> tuple[float, float]:
    """(processor seconds, seconds by the clock)."""
    folder.mkdir()
    before, began = _spent(), time.monotonic()
    work(folder)
    return _spent() - before, time.monotonic() - began


def _spent() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _reference(source: Path, folder: Path) -> None:
    text = "\n".join(line for line in REFERENCE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    words = shlex.split(text.format(source=source, preset=settings.FFMPEG_PRESET))
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *words], cwd=folder, check=True)


def _product(source: Path, folder: Path) -> None:
    """What a worker does with a stored recording, without the database."""
    shop = pipeline.Workshop(
        original=source, folder=folder, edition="e1", preset=settings.FFMPEG_PRESET, report=lambda _percent: None
    )
    known = probe(source)
    edition = pipeline.make_ladder(known, shop, top=TOP, loudness=pipeline.measure_loudness(known, shop))
    if [rung.copied for rung in edition.plan.rungs] != [False] * 3:
        raise RuntimeError("the ladder is not the one the reference makes")


if __name__ == "__main__":
    main()
