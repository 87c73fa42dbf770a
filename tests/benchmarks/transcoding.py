"""What the pipeline costs beside one hand-written ffmpeg command that makes the same ladder."""

from __future__ import annotations

import resource
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
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
RATIO, TIMES_REALTIME, COPY_TIMES_REALTIME = 1.15, 1.5, 20.0
SOUND = "-f lavfi -i sine=frequency=440:sample_rate=48000 -c:a aac -b:a 128k -ac 2"
# At bit rates that are too high to be passed on, so that every rung is encoded.
DEAR = "-c:v libx264 -preset ultrafast -b:v 8M -minrate 8M -maxrate 8M -bufsize 8M -nal-hrd cbr -pix_fmt yuv420p -g 60"


@dataclass(frozen=True)
class Kind:
    """A kind of recording, made by ffmpeg; `beside_reference` where the committed command makes the same ladder."""

    name: str
    picture: str
    codec: str = DEAR
    beside_reference: bool = True
    seconds: int = SECONDS


KINDS = (
    # A face in front of a wall: soft shapes that move slowly, under the noise of a camera.
    Kind(
        "a speaker, 720p30",
        "gradients=size=1280x720:rate=30:speed=0.02:nb_colors=6,noise=alls=8:allf=t",
    ),
    # Pages that stand for five seconds.
    Kind("slides, 720p30", "testsrc2=size=1280x720:rate=1/5,fps=30"),
    # As a telephone held upright records at its best: turned, 60 frames, high dynamic range (as far as it says).
    Kind(
        "a telephone upright, 1080p60 HDR",
        "testsrc2=size=1920x1080:rate=60,format=yuv420p10le",
        "-c:v libx265 -preset ultrafast -x265-params "
        "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc -tag:v hvc1",
        beside_reference=False,
        seconds=8,
    ),
)
FITTING = Kind("fitting", "testsrc2=size=1280x720:rate=30", "-c:v libx264 -crf 40 -pix_fmt yuv420p -g 60")


def main() -> None:
    """Each kind in turns with the reference; the cheapest round counts, processor time of all children included."""
    with tempfile.TemporaryDirectory(prefix="school-ladder-") as name:
        folder = Path(name)
        for number, kind in enumerate(KINDS):
            place = folder / str(number)
            place.mkdir()
            _compare(kind, _filmed(kind, place), place)
        _copy(_filmed(FITTING, folder), folder)


def _compare(kind: Kind, source: Path, folder: Path) -> None:
    by_hand, product = [], []
    for number in range(ROUNDS):
        if kind.beside_reference:
            by_hand.append(_measured(lambda out: _reference(source, out), folder / f"hand-{number}"))
        product.append(_measured(lambda out: _product(source, out), folder / f"product-{number}"))
    cpu, _ = min(product)
    speed = kind.seconds / min(seconds for _, seconds in product)
    what = f"transcoding {kind.name} to 360/540/720, {settings.FFMPEG_PRESET}"
    if kind.beside_reference:
        hand_cpu, _ = min(by_hand)
        Row(
            f"{what}: probing, listening, ladder, storyboard, posters and MP4",
            f"{cpu:.1f} CPU-s, {cpu / hand_cpu:.2f} × the reference command ({hand_cpu:.1f} CPU-s)",
            f"≤ {RATIO} ×",
            cpu / hand_cpu <= RATIO,
        ).hand_in()
    budget = f"≥ {TIMES_REALTIME} ×" if kind.beside_reference else "–"
    kept = speed >= TIMES_REALTIME if kind.beside_reference else None
    price = f"{cpu / kind.seconds:.2f} CPU-s a second"
    Row(f"{what}, by the clock on this machine", f"{speed:.1f} × realtime ({price})", budget, kept).hand_in()


def _copy(source: Path, folder: Path) -> None:
    """From a stored file to the first thing that plays, where its streams fit."""
    cpu, seconds = _measured(lambda out: _quick(source, out), folder / "quick")
    Row(
        f"streams that fit, {SECONDS} s of 720p30: probed and published as they are",
        f"{seconds:.1f} s by the clock, {SECONDS / seconds:.0f} × realtime ({cpu:.1f} CPU-s)",
        f"≥ {COPY_TIMES_REALTIME:g} ×",
        SECONDS / seconds >= COPY_TIMES_REALTIME,
    ).hand_in()


def _filmed(kind: Kind, folder: Path) -> Path:
    source = folder / "source.mp4"
    words = ["-f", "lavfi", "-i", kind.picture, *SOUND.split(), *kind.codec.split(), "-t", str(kind.seconds)]
    upright = folder / "upright.mp4"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-y", "-loglevel", "error", *words, str(source)], check=True
    )
    if kind.beside_reference:
        return source
    turn = ["-display_rotation", "90", "-i", str(source), "-c", "copy", str(upright)]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-y", "-loglevel", "error", *turn], check=True)
    return upright


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
    known, shop = probe(source), _workshop(source, folder)
    edition = pipeline.make_ladder(known, shop, top=TOP, loudness=pipeline.measure_loudness(known, shop))
    if [rung.copied for rung in edition.plan.rungs] != [False] * 3:
        raise RuntimeError("the ladder is not the one the reference makes")


def _quick(source: Path, folder: Path) -> None:
    pipeline.make_remux(probe(source), _workshop(source, folder))


def _workshop(source: Path, folder: Path) -> pipeline.Workshop:
    return pipeline.Workshop(
        original=source, folder=folder, edition="e1", preset=settings.FFMPEG_PRESET, report=lambda _step: None
    )


if __name__ == "__main__":
    main()
