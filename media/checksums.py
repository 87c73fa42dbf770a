"""One checksum for all files of a rendition, the same wherever and in whatever order they are read. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Measured:
    """A file within a rendition's folder: its name there, its bytes and their SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def measured(name: str, pieces: Iterable[bytes]) -> Measured:
    """Measure one file, given as pieces of bytes."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return Measured(name, size, digest.hexdigest())


def together(files: Iterable[Measured]) -> str:
    """SHA-256 over the sorted lines `name size sha256` of all files."""
    lines = "".join(f"{file.name} {file.size} {file.sha256}\n" for file in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()
