"""The one place that knows where bytes live. Everything lies below settings.ASSETS_ROOT, on one file system, so that a
rename is atomic.

    uploads/<asset>            bytes still arriving
    originals/<asset>          the file as uploaded, kept for later encodes
    scratch/<asset>.<token>/   work of one claim; never served
    published/<asset>/         what players get: master.m3u8, poster.jpg, fallback.mp4, captions-<language>.vtt,
                               and one folder per edition, whose name the master playlist carries
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from media.running import end_orphans


def upload_path(asset_id: str) -> Path:
    """Where an unfinished upload is written."""
    return _place("uploads", asset_id)


def original_path(asset_id: str) -> Path:
    """Where the finished upload is kept."""
    return _place("originals", asset_id)


def published_path(asset_id: str, name: str = "") -> Path:
    """A file (or, without a name, the folder) that players may get."""
    return _root() / "published" / asset_id / name


def keep_original(asset_id: str, arrived: Path) -> None:
    """Move a whole file to its lasting place, with its bytes on the disk before its name."""
    with arrived.open("rb") as file:
        os.fsync(file.fileno())
    arrived.replace(original_path(asset_id))


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


def bring_edition(asset_id: str, edition: str, made: Path) -> None:
    """Move a finished folder beside what is published. Nothing points at it yet."""
    home = published_path(asset_id)
    home.mkdir(parents=True, exist_ok=True)
    made.rename(home / edition)


def show_edition(asset_id: str, edition: str, entry_files: Iterable[str]) -> None:
    """Put the edition's entry files at the top, each by one rename; from now on players find this edition."""
    home = published_path(asset_id)
    for name in entry_files:
        (home / edition / name).replace(home / name)


def drop_edition(asset_id: str, edition: str) -> None:
    """Remove an edition that nothing points at."""
    if edition:
        shutil.rmtree(published_path(asset_id, edition), ignore_errors=True)


def drop_other_editions(asset_id: str, keep: str) -> None:
    """Remove every edition but the current one."""
    for folder in published_path(asset_id).glob("*/"):
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def write_published(asset_id: str, name: str, text: str) -> None:
    """Write a small text file, visible only when whole."""
    target = published_path(asset_id, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(target)


def remove_everything(asset_id: str) -> None:
    """No byte of the asset is left."""
    discard_scratch(asset_id)
    upload_path(asset_id).unlink(missing_ok=True)
    original_path(asset_id).unlink(missing_ok=True)
    shutil.rmtree(published_path(asset_id), ignore_errors=True)


def everything_of(asset_id: str) -> list[Path]:
    """All files of the asset, wherever they lie."""
    root = _root()
    return [
        path
        for pattern in (
            f"uploads/{asset_id}",
            f"originals/{asset_id}",
            f"scratch/{asset_id}.*",
            f"published/{asset_id}",
        )
        for path in root.glob(pattern)
    ]


def _root() -> Path:
    return Path(settings.ASSETS_ROOT)


def _place(area: str, name: str) -> Path:
    folder = _root() / area
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
