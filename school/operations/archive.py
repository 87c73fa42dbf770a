"""A back-up as one file: a compressed tar whose last entry, the manifest, holds the SHA-256 of every other one."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = 1
FAST = 1


class BrokenArchive(Exception):
    """The file is not a whole back-up of this product; the message says what is wrong, in one sentence."""


class _Hashing(io.RawIOBase):
    """Reads a file and hashes exactly what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


class ArchiveWriter:
    """Adds files and remembers their checksums; `facts` go into the manifest as they are."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._sums: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Copy a file in under `name`, as long as it is now; what is appended meanwhile is left out."""
        with path.open("rb") as file:
            entry = tarfile.TarInfo(name)
            entry.size = os.fstat(file.fileno()).st_size
            read = _Hashing(file)
            self._tar.addfile(entry, read)
        self._sums[name] = read.digest.hexdigest()

    def close(self, facts: dict[str, Any]) -> None:
        """Write the manifest; nothing may be added afterwards."""
        content = json.dumps({"format": FORMAT, "files": self._sums, **facts}, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))


@contextmanager
def writing(target: Path) -> Iterator[ArchiveWriter]:
    """Write to a file beside the target, which appears under its name only when everything is in it."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with tarfile.open(unfinished, "w:gz", compresslevel=FAST) as tar:
            yield ArchiveWriter(tar)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and return the manifest.

    Raises:
        BrokenArchive: not a back-up, cut short, of another format, or a file differs from its checksum.
    """
    try:
        with tarfile.open(source, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise BrokenArchive(f"{source} is not a whole back-up of this product ({type(error).__name__}).") from error
    if manifest.get("format") != FORMAT:
        raise BrokenArchive(f"{source} has format {manifest.get('format')}; this version reads format {FORMAT}.")
    _compare(folder, manifest["files"])
    return manifest


def _compare(folder: Path, sums: dict[str, str]) -> None:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    if strange := sorted(found ^ sums.keys()):
        raise BrokenArchive(f"{strange[0]} is in the archive or in its manifest, but not in both.")
    for name, wanted in sums.items():
        if sha256_of(folder / name) != wanted:
            raise BrokenArchive(f"{name} is not what was backed up.")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
