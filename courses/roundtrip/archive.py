"""The zip around a course: written always the same, read as if a stranger had sent it. No ORM.

    manifest.json      `courses.roundtrip.manifest`
    files/<sha256>     uploaded files as they were uploaded, each once

Nothing is unpacked by its name: members are asked for by digest, and counted while they are read.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from pydantic import ValidationError

from courses.roundtrip.manifest import LARGEST_MANIFEST, MANIFEST, MOST_FILES, FileEntry, Manifest
from media.kinds_of_file import open_archive

PIECE: Final = 1024 * 1024
READABLE: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can name: the same course has to give the same bytes on another day."""
ENCRYPTED: Final = 0x1
SYMBOLIC_LINK: Final = 0xA000
_FILE: Final = re.compile(r"files/[0-9a-f]{64}", re.ASCII)

Opener = Callable[[], AbstractContextManager[Path]]


class Damage(StrEnum):
    """Why a file cannot be a course."""

    NO_ZIP = "no_zip"
    STRANGE_MEMBER = "strange_member"
    TOO_LARGE = "too_large"
    NO_MANIFEST = "no_manifest"
    OTHER_FORMAT = "other_format"
    MANIFEST_INVALID = "manifest_invalid"
    FILE_MISSING = "file_missing"
    FILE_SPARE = "file_spare"
    FILE_DIFFERS = "file_differs"


class ParcelDamaged(ValueError):
    """The file is not a course that can be taken as it is. `where` names the place within it, empty for the whole."""

    def __init__(self, damage: Damage, where: str = "") -> None:
        super().__init__(f"{damage}: {where}")
        self.damage = damage
        self.where = where


class Parcel:
    """A course file that is open. What the manifest says of files has been compared with what is there."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def copy_file(self, file: FileEntry, to: Path) -> None:
        """Write the bytes of a file. Raises ParcelDamaged(FILE_DIFFERS) where they are not those that were promised."""
        digest, left = hashlib.sha256(), file.size
        try:
            with self._archive.open(_member_of(file)) as source, to.open("wb") as target:
                while piece := source.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise ParcelDamaged(Damage.FILE_DIFFERS, file.name)
                    digest.update(piece)
                    target.write(piece)
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise ParcelDamaged(Damage.FILE_DIFFERS, file.name) from error
        if left or digest.hexdigest() != file.sha256:
            raise ParcelDamaged(Damage.FILE_DIFFERS, file.name)


@contextmanager
def open_parcel(path: Path, *, most_bytes: int) -> Iterator[Parcel]:
    """Open a course file of at most `most_bytes` unpacked. Raises ParcelDamaged."""
    try:
        with open_archive(path) as archive:
            members = _members(archive, most_bytes=most_bytes, packed=path.stat().st_size)
            manifest = _manifest(archive, members)
            _require_files(manifest, members)
            yield Parcel(archive, manifest)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise ParcelDamaged(Damage.NO_ZIP) from error


def write_parcel(manifest: Manifest, files: Mapping[str, Opener]) -> Iterator[bytes]:
    """The bytes of a course file, piece by piece; `files` opens the original of each digest as a path."""
    drain = _Drain()
    with zipfile.ZipFile(drain, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        with archive.open(_info(MANIFEST, deflated=True), "w") as member:
            member.write(manifest.to_json())
        yield drain.taken()
        for digest in sorted({file.sha256 for file in manifest.files}):
            with files[digest]() as path, path.open("rb") as source:
                yield from _written(archive, digest, source, drain)
    yield drain.taken()


def _written(archive: zipfile.ZipFile, digest: str, source: IO[bytes], drain: _Drain) -> Iterator[bytes]:
    # A recording does not grow smaller, and with unknown length beforehand the large form is needed.
    with archive.open(_info(f"files/{digest}"), "w", force_zip64=True) as member:
        while piece := source.read(PIECE):
            member.write(piece)
            yield drain.taken()


class _Drain(BytesIO):
    """Takes what is written and hands it on; says that it cannot go back."""

    def seekable(self) -> bool:
        return False

    def taken(self) -> bytes:
        held = self.getvalue()
        self.truncate(0)
        super().seek(0)
        return held

    def tell(self) -> int:
        raise OSError("a stream has no place")

    def seek(self, *args: int) -> int:
        raise OSError("a stream has no place")


def _info(name: str, *, deflated: bool = False) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def _members(archive: zipfile.ZipFile, *, most_bytes: int, packed: int) -> dict[str, zipfile.ZipInfo]:
    """What lies in it, by name, before a single byte is unpacked."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES + 1:
        raise ParcelDamaged(Damage.TOO_LARGE)
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.filename in members or not _is_plain(info):
            raise ParcelDamaged(Damage.STRANGE_MEMBER, _printable(info.filename))
        members[info.filename] = info
    # Members that lie over one another promise more than the file holds.
    if sum(info.compress_size for info in infos) > packed:
        raise ParcelDamaged(Damage.NO_ZIP)
    if sum(info.file_size for info in infos) > most_bytes:
        raise ParcelDamaged(Damage.TOO_LARGE)
    return members


def _is_plain(info: zipfile.ZipInfo) -> bool:
    known = info.filename == MANIFEST or _FILE.fullmatch(info.filename) is not None
    linked = (info.external_attr >> 16) & 0xF000 == SYMBOLIC_LINK
    return known and not linked and not info.flag_bits & ENCRYPTED and info.compress_type in READABLE


def _manifest(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> Manifest:
    if MANIFEST not in members:
        raise ParcelDamaged(Damage.NO_MANIFEST)
    if members[MANIFEST].file_size > LARGEST_MANIFEST:
        raise ParcelDamaged(Damage.TOO_LARGE, MANIFEST)
    with archive.open(MANIFEST) as member:
        data = member.read(LARGEST_MANIFEST + 1)
    if len(data) > LARGEST_MANIFEST:
        raise ParcelDamaged(Damage.TOO_LARGE, MANIFEST)
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = " › ".join(str(step + 1) if isinstance(step, int) else str(step) for step in first["loc"])
        damage = Damage.OTHER_FORMAT if first["loc"][:1] in {("format",), ("version",)} else Damage.MANIFEST_INVALID
        raise ParcelDamaged(damage, _printable(place)) from error


def _require_files(manifest: Manifest, members: Mapping[str, zipfile.ZipInfo]) -> None:
    """Every file that the manifest names is there in its size, and nothing else."""
    if len({file.id for file in manifest.files}) < len(manifest.files):
        raise ParcelDamaged(Damage.MANIFEST_INVALID, "files")
    for file in manifest.files:
        member = members.get(_member_of(file))
        if member is None:
            raise ParcelDamaged(Damage.FILE_MISSING, file.name)
        if member.file_size != file.size:
            raise ParcelDamaged(Damage.FILE_DIFFERS, file.name)
    spare = set(members) - {MANIFEST} - _names(manifest.files)
    if spare:
        raise ParcelDamaged(Damage.FILE_SPARE, min(spare))


def _names(files: Iterable[FileEntry]) -> set[str]:
    return {_member_of(file) for file in files}


def _member_of(file: FileEntry) -> str:
    return f"files/{file.sha256}"


def _printable(text: str) -> str:
    """Of a name that a stranger chose, so much as a sentence can bear."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:80]
