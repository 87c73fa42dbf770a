"""Bytes on this machine's own disk, below settings.WORK_ROOT: what is still arriving, and the scratch of one claim.

    uploads/<asset>            bytes still arriving
    scratch/<asset>.<token>/   work of one claim; never served
    fetched/                   what was brought from the store for somebody without a claim

What lasts is in `media.storage`. Processes that take uploads and workers need not share this folder.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from media.running import end_orphans


def upload_path(asset_id: str) -> Path:
    """Where an unfinished upload is written."""
    return _place("uploads", asset_id)


@contextmanager
def open_upload(asset_id: str) -> Iterator[IO[bytes]]:
    """The unfinished upload, open at its end; BlockingIOError while somebody else writes to it."""
    with upload_path(asset_id).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file


def open_scratch(asset_id: str, token: str) -> Path:
    """An empty folder for one claim; what earlier claims of the asset left behind is ended and removed."""
    discard_scratch(asset_id)
    folder = _place("scratch", f"{asset_id}.{token}")
    folder.mkdir()
    return folder


def discard_scratch(asset_id: str, claim: str = "*") -> None:
    """Remove the folders of one claim, or of all claims of the asset, with encoders that outlived them."""
    for folder in (_root() / "scratch").glob(f"{asset_id}.{claim}"):
        for work in (folder, *folder.iterdir()):
            end_orphans(work)
        shutil.rmtree(folder, ignore_errors=True)


def scratches() -> list[tuple[str, str]]:
    """Asset and claim of every scratch on this machine."""
    found = (folder.name.rpartition(".") for folder in (_root() / "scratch").glob("*.*"))
    return [(asset_id, token) for asset_id, _dot, token in found]


@contextmanager
def fetching_folder() -> Iterator[Path]:
    """A folder for the length of a `with`, outside of any claim."""
    with tempfile.TemporaryDirectory(dir=_place("fetched", "")) as folder:
        yield Path(folder)


def remove_forgotten_uploads(*, known: Collection[str], before: datetime) -> None:
    """Remove bytes of uploads that no row knows and to which nothing came since a moment."""
    for path in (_root() / "uploads").glob("*"):
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def remove_work(asset_id: str) -> None:
    """Nothing of the asset is left on this machine outside the store."""
    discard_scratch(asset_id)
    upload_path(asset_id).unlink(missing_ok=True)


def work_of(asset_id: str) -> list[Path]:
    """All that lies here for the asset."""
    return [path for pattern in (f"uploads/{asset_id}", f"scratch/{asset_id}.*") for path in _root().glob(pattern)]


def _root() -> Path:
    return Path(settings.WORK_ROOT)


def _place(area: str, name: str) -> Path:
    folder = _root() / area
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
