"""Keeping a file in the database in parts, and getting it back as a file on disk for as long as it is read."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from school.importing.errors import FileTooLarge
from school.importing.models import StoredFile, StoredPart
from school.importing.sheets.limits import FILE_BYTES

PART_BYTES: Final = 256 * 1024


@transaction.atomic
def store(*, chunks: Iterable[bytes], at: datetime, most_bytes: int = FILE_BYTES) -> StoredFile:
    """Keep the bytes.

    Raises:
        FileTooLarge: beyond `most_bytes`; nothing is kept then.
    """
    file = StoredFile.objects.create(created_at=at)
    digest, position = hashlib.sha256(), 0
    for position, part in enumerate(_parts(chunks), start=1):
        file.size += len(part)
        if file.size > most_bytes:
            raise FileTooLarge(megabytes=most_bytes // (1024 * 1024))
        digest.update(part)
        StoredPart.objects.create(file=file, position=position, data=part)
    file.sha256 = digest.hexdigest()
    file.save(update_fields=["size", "sha256"])
    return file


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of `PART_BYTES`."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PART_BYTES:
            yield bytes(held[:PART_BYTES])
            del held[:PART_BYTES]
    if held:
        yield bytes(held)


def read_parts(*, file: StoredFile) -> Iterator[bytes]:
    """The bytes, one part in memory at a time."""
    positions = list(file.parts.values_list("position", flat=True))
    for position in positions:
        yield bytes(file.parts.get(position=position).data)


@contextmanager
def on_disk(*, file: StoredFile) -> Iterator[Path]:
    """The file under a name of its own, gone when the context ends."""
    with tempfile.TemporaryDirectory(prefix="school-sheet-") as folder:
        path = Path(folder) / "sheet"
        with path.open("wb") as written:
            for part in read_parts(file=file):
                written.write(part)
        yield path


@contextmanager
def spooled(*, chunks: Iterable[bytes], most_bytes: int = FILE_BYTES) -> Iterator[Path]:
    """What arrives, as a file on disk that is gone when the context ends. Raises FileTooLarge."""
    with tempfile.TemporaryDirectory(prefix="school-sheet-") as folder:
        path, size = Path(folder) / "sheet", 0
        with path.open("wb") as written:
            for chunk in chunks:
                size += len(chunk)
                if size > most_bytes:
                    raise FileTooLarge(megabytes=most_bytes // (1024 * 1024))
                written.write(chunk)
        yield path


def file_chunks(*, path: Path) -> Iterator[bytes]:
    """A file on disk, piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(PART_BYTES):
            yield chunk
