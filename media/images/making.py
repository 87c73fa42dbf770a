"""From the file as uploaded to its editions, through a process of its own."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from media.failures import Failure, Unfit
from media.images.picture import Picture
from media.limits import GIBIBYTE, MEBIBYTE, Limits
from media.running import CommandFailed, CommandOutOfRoom, CommandTooGreedy, CommandTooSlow, run

ROOT: Final = Path(__file__).resolve().parent.parent.parent
AT_MOST_SECONDS: Final = 60.0
DRAWING: Final = Limits(memory_bytes=2 * GIBIBYTE, file_bytes=32 * MEBIBYTE, cpu_seconds=60)
LARGEST: Final = 20 * MEBIBYTE
"""Bytes of an uploaded picture."""


def make_picture(original: Path, folder: Path, report: Callable[[int], None]) -> Picture:
    """Draw the editions of `original` into `folder`. Raises Unfit when the file cannot become a picture."""
    if original.stat().st_size > LARGEST:
        raise Unfit(Failure.IMAGE_TOO_LARGE)
    told: list[dict[str, object]] = []
    try:
        run(
            [sys.executable, "-m", "media.images.drawing", str(original), str(folder)],
            folder=ROOT,
            timeout_seconds=AT_MOST_SECONDS,
            limits=DRAWING,
            on_line=lambda line: told.append(json.loads(line)),
            tick=lambda: report(50),
        )
    except (CommandTooSlow, CommandTooGreedy) as reason:
        raise Unfit(Failure.IMAGE_SIZE) from reason
    except CommandOutOfRoom:
        raise
    except (CommandFailed, ValueError) as reason:
        # A killed reader is the machine's doing, and worth another try; one that crashed met a hostile file.
        if isinstance(reason, CommandFailed) and reason.returncode == -signal.SIGKILL:
            raise
        raise Unfit(Failure.IMAGE_DAMAGED) from reason
    return _picture(told)


def _picture(told: list[dict[str, object]]) -> Picture:
    match told:
        case [{"picture": dict(facts)}]:
            return Picture.from_dict(facts)
        case [{"failure": str(code)}]:
            raise Unfit(Failure(code))
        case _:
            raise Unfit(Failure.IMAGE_DAMAGED)
