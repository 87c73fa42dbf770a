"""Whether the disk has room for a piece of work before it begins."""

import shutil
from pathlib import Path
from typing import Final

from media.ladder import Plan
from media.source import Source

MARGIN_BYTES: Final = 64 * 1024**2
KBPS: Final = 1000 // 8
"""Bytes a second."""


class NoRoom(Exception):
    """The disk is full, or would be; the file is not to blame."""


def require_room(folder: Path, *, needed: int, reserve: int) -> None:
    """Raise NoRoom unless so many bytes fit beside `folder` and `reserve` bytes stay free for everybody else."""
    if shutil.disk_usage(folder).free < needed + reserve:
        raise NoRoom


def for_quick_edition(size: int) -> int:
    """Bytes of an edition of copied streams: the same bits in segments, and once more as one file."""
    return 2 * size + MARGIN_BYTES


def for_deck(size: int) -> int:
    """Bytes of a deck's pages, and of its PDF where it was another format."""
    return 3 * size + MARGIN_BYTES


def for_image(size: int) -> int:
    """Bytes of a picture's editions."""
    return 3 * size + MARGIN_BYTES


def for_document(size: int) -> int:
    """Bytes of a document's edition: the file itself."""
    return size + MARGIN_BYTES


def for_ladder(source: Source, plan: Plan) -> int:
    """Bytes of the plan's edition at most: every rung at its peak, and the largest once more as one file."""
    seconds = source.duration_ms / 1000
    rungs = [_rate(source, copied=rung.copied, kbps=rung.quality.max_kbps) for rung in plan.rungs]
    sound = plan.audio.kbps * KBPS * 2 if plan.audio else 0
    return round(seconds * (sum(rungs) + max(rungs, default=0) + sound)) + MARGIN_BYTES


def _rate(source: Source, *, copied: bool, kbps: int) -> int:
    return source.picture.bits_per_second // 8 if copied and source.picture else kbps * KBPS
