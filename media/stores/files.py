"""The store as a folder of this machine: names appear and go by renames."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from media.stores.store import StoredFile

PIECE_BYTES: Final = 256 * 1024


class FileStore:
    """All below one folder. A name that begins with a dot is not a file of the store."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put_file(self, name: str, path: Path) -> None:
        target = self._home_of(name)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        try:
            path.rename(target)
        except OSError:
            if not path.exists():
                raise
            # Another disk: a copy under a hidden name takes the place of the rename.
            with _hidden(target) as hidden:
                shutil.copyfile(path, hidden)
                hidden.rename(target)
            path.unlink()

    def put_folder(self, name: str, folder: Path) -> None:
        target = self._home_of(name)
        try:
            folder.rename(target)
        except OSError:
            if not folder.exists():
                raise
            with _hidden(target, left=".*") as hidden:
                _copy_folder(folder, hidden)
                hidden.rename(target)
            shutil.rmtree(folder)

    @contextmanager
    def fetch(self, name: str, *, into: Path) -> Iterator[Path]:
        path = self._root / name
        if not path.is_file():
            raise FileNotFoundError(name)
        yield path

    def read(self, name: str, *, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        with (self._root / name).open("rb") as file:
            file.seek(first)
            left = None if last is None else last - first + 1
            while piece := file.read(PIECE_BYTES if left is None else min(PIECE_BYTES, left)):
                yield piece
                left = None if left is None else left - len(piece)

    def facts(self, name: str) -> StoredFile | None:
        path = self._root / name
        return self._stored(path) if path.is_file() else None

    def folders(self, name: str) -> list[str]:
        folder = self._root / name
        if not folder.is_dir():
            return []
        return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def files(self, name: str) -> Iterator[StoredFile]:
        home = self._root / name
        found = [home] if home.is_file() else sorted(home.rglob("*"))
        for path in found:
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(self._root).parts):
                yield self._stored(path)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            _remove(self._root / name)

    def local_path(self, name: str) -> Path | None:
        return self._root / name

    def presigned(self, name: str, *, seconds: int, content_type: str) -> str | None:
        return None

    def remove_leftovers(self, *, before: datetime) -> None:
        for path in sorted(self._root.rglob(".*")):
            if path.exists() and path.stat().st_mtime < before.timestamp():
                _remove(path)

    def require_writable(self) -> None:
        probe = self._home_of(f".probe-{secrets.token_hex(4)}")
        probe.touch()
        probe.unlink()

    def _home_of(self, name: str) -> Path:
        target = self._root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _stored(self, path: Path) -> StoredFile:
        told = path.stat()
        changed_at = datetime.fromtimestamp(told.st_mtime, tz=UTC)
        return StoredFile(str(path.relative_to(self._root)), told.st_size, changed_at)


@contextmanager
def _hidden(target: Path, left: str = "") -> Iterator[Path]:
    """A name for what is not whole yet. What still has it at the end is removed, and first what a kill has left."""
    for killed in target.parent.glob(left or f".{target.name}.*"):
        _remove(killed)
    path = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        yield path
    finally:
        _remove(path)


def _copy_folder(folder: Path, target: Path) -> None:
    """Unlike shutil's own, end at the first error and raise it as it is: a full disk has to be recognised."""
    target.mkdir()
    for path in sorted(folder.rglob("*")):
        copied = target / path.relative_to(folder)
        if path.is_dir():
            copied.mkdir()
        else:
            shutil.copyfile(path, copied)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
