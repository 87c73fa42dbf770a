"""What an uploaded file sets out to be, by its first bytes. Its name and the browser's claim are never asked.

Only a sorting at the door: whether a recording can be played, or a deck shown, is found out by who prepares it. So a
file with a forged head gets into the wrong queue at most, and fails there with its reason.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final

HEAD_BYTES: Final = 4096
PDF_MARK_WITHIN: Final = 1024
"""Readers accept so many bytes before `%PDF-` (ISO 32000-1, annex H, note 13)."""
PACKET_SIZES: Final = (188, 192)
"""MPEG transport streams, and those of camcorders with a time stamp of four bytes before each packet."""
MOST_MEMBERS: Final = 10_000
MIMETYPE_BYTES: Final = 100
LARGEST_TABLE: Final = 2 * 1024**2
"""Bytes of an archive's table of contents: 10 000 members take half of it. Whoever opens one reads it as a whole."""

MARKS: Final = (
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"OggS",
    b"fLaC",
    b"ID3",
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # Windows Media
    b"\x00\x00\x01\xba",  # MPEG programme stream
    b"\x00\x00\x01\xb3",  # MPEG video
    b"\x06\x0e\x2b\x34",  # MXF
    b"#!AMR",
    b"caff",
    b".RMF",
    b"\x0b\x77",  # AC-3
)
RIFF_FORMS: Final = (b"AVI ", b"WAVE")
AIFF_FORMS: Final = (b"AIFF", b"AIFC")
QUICKTIME_ATOMS: Final = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
IMAGES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
STILL_PICTURES: Final = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
"""Photographs share the box structure of MP4 and are told apart by their brand alone."""


class KindOfFile(StrEnum):
    """Which preparation a file asks for."""

    RECORDING = "recording"
    DECK = "deck"
    IMAGE = "image"
    UNKNOWN = "unknown"


class DeckFormat(StrEnum):
    """How the pages of a deck are written down."""

    PDF = "pdf"
    PPTX = "pptx"
    ODP = "odp"


def sniff(path: Path) -> KindOfFile:
    """Sort the file at `path` by its content. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if _is_recording(head):
        return KindOfFile.RECORDING
    if _is_image(head):
        return KindOfFile.IMAGE
    return KindOfFile.DECK if deck_format(path) else KindOfFile.UNKNOWN


def deck_format(path: Path) -> DeckFormat | None:
    """How the deck at `path` is written down; None when it is no deck. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if b"%PDF-" in head[: PDF_MARK_WITHIN + 5]:
        return DeckFormat.PDF
    return _office_format(path) if head.startswith(b"PK\x03\x04") else None


def _is_image(head: bytes) -> bool:
    return head.startswith(IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _is_recording(head: bytes) -> bool:
    if head[4:8] == b"ftyp":
        return head[8:12] not in STILL_PICTURES
    if head[:4] in {b"RIFF", b"RF64"}:
        return head[8:12] in RIFF_FORMS
    if head[:4] == b"FORM":
        return head[8:12] in AIFF_FORMS
    return head.startswith(MARKS) or head[4:8] in QUICKTIME_ATOMS or _is_transport(head) or _is_bare_sound(head)


def _is_transport(head: bytes) -> bool:
    """Every packet begins with 0x47; three in a row are no accident."""
    return any(
        len(head) > 2 * size + 4 and all(head[size - 188 + turn * size] == 0x47 for turn in range(3))
        for size in PACKET_SIZES
    )


def _is_bare_sound(head: bytes) -> bool:
    """MP3 or AAC frames without any container: eleven bits of ones, then a layer (not the first, whose mark begins
    texts in UTF-16 too) and a rate that exist."""
    if len(head) < 4 or head[0] != 0xFF:
        return False
    if head[1] & 0xF6 == 0xF0:
        return True
    return (
        head[1] & 0xE0 == 0xE0 and head[1] & 0x06 in {2, 4} and head[1] & 0x18 != 0x08 and head[2] >> 4 not in {0, 15}
    )


class _InMeasure(BufferedReader):
    """A file of which no more than `LARGEST_TABLE` is ever read at once, whatever its own words ask for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(LARGEST_TABLE if size is None or size < 0 else min(size, LARGEST_TABLE))


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive from strangers. Raises BadZipFile where its table of contents is longer than one may be, too."""
    with _InMeasure(FileIO(path)) as file, zipfile.ZipFile(file) as archive:
        yield archive


def _office_format(path: Path) -> DeckFormat | None:
    """Only names and one short line are read: nothing of the archive is unpacked."""
    try:
        with open_archive(path) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS:
                return None
            if "ppt/presentation.xml" in names:
                return DeckFormat.PPTX
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    told = file.read(MIMETYPE_BYTES)
                return DeckFormat.ODP if told == b"application/vnd.oasis.opendocument.presentation" else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    return None
