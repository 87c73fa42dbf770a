"""`manage.py transcode FILE --to FOLDER`: the real pipeline on one file, without the database. Prints JSON."""

import json
import resource
import shutil
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media import pipeline
from media.failures import Unfit
from media.ladder import DEFAULT_TOP, fits_players
from media.pipeline import Workshop
from media.probing import probe
from media.running import CommandFailed

Made = TypeVar("Made")


class Command(BaseCommand):
    """Each step's wall and CPU seconds are reported, to compare machines, presets and budgets."""

    help = "Makes the full ladder of one file in a folder and prints the plan and the time it took as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--to", type=Path, required=True, help="a folder that does not exist yet")
        parser.add_argument("--preset", default=settings.FFMPEG_PRESET, help="x264 preset")
        parser.add_argument("--top", type=int, default=DEFAULT_TOP, help="largest rung, shorter side in pixels")

    def handle(self, *args: Any, **options: Any) -> None:
        original, folder = options["file"].resolve(), options["to"].resolve()
        if not original.is_file():
            raise CommandError(f"There is no file {original}.")
        if folder.exists():
            raise CommandError(f"{folder} exists already; please name a new folder.")
        try:
            report = _transcode(original, folder, options["preset"], options["top"])
        except Unfit as unfit:
            raise CommandError(f"The file cannot be used: {unfit.failure.value}") from unfit
        except CommandFailed as failed:
            raise CommandError(f"ffmpeg failed: {failed.last_words}") from failed
        self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False, default=str))


def _transcode(original: Path, folder: Path, preset: str, top: int) -> dict[str, Any]:
    steps: dict[str, dict[str, float]] = {}
    source = _timed(steps, "probe", lambda: probe(original))
    if fits_players(source):
        quick = _shop(original, folder, "quick", preset)
        _timed(steps, "remux", lambda: pipeline.make_remux(source, quick))
    shop = _shop(original, folder, "ladder", preset)
    loudness = _timed(steps, "loudness", lambda: pipeline.measure_loudness(source, shop))
    made = _timed(steps, "ladder", lambda: pipeline.make_ladder(source, shop, top=top, loudness=loudness))
    for name in made.entry_files:
        shutil.copyfile(shop.folder / name, folder / name)
    seconds = source.duration_ms / 1000
    return {
        "seconds": seconds,
        "preset": preset,
        "source": source.as_facts(),
        "plan": asdict(made.plan),
        "tracks": [asdict(track) for track in (*made.videos, *([made.audio] if made.audio else []))],
        "files": _files(shop.folder),
        "steps": steps,
        "times_realtime": round(seconds / sum(step["wall"] for step in steps.values()), 2),
    }


def _shop(original: Path, folder: Path, edition: str, preset: str) -> Workshop:
    place = folder / edition
    place.mkdir(parents=True)
    return Workshop(original=original, folder=place, edition=edition, preset=preset, report=lambda _step: None)


def _files(folder: Path) -> dict[str, int]:
    """Bytes by name within the edition."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in sorted(folder.rglob("*.*"))}


def _timed(steps: dict[str, dict[str, float]], name: str, work: Callable[[], Made]) -> Made:
    begun, used = time.perf_counter(), _children_seconds()
    made = work()
    steps[name] = {"wall": round(time.perf_counter() - begun, 2), "cpu": round(_children_seconds() - used, 2)}
    return made


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
