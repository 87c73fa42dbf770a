"""What may be handed out as a file: told by its bytes, from a closed list. Pure but for reading the file.

Nothing of an archive is unpacked: only names, marks and two short texts are read. What can act by itself on
a reader's device – programs, pages with scripts, office files with macros – is refused, whatever its name says.
"""

import codecs
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from media.failures import Failure, Unfit
from media.kinds_of_file import MIMETYPE_BYTES, MOST_MEMBERS, open_archive

LARGEST: Final = 200 * 1024**2
READ_BYTES: Final = 1024 * 1024
HEAD_BYTES: Final = 4096
LARGEST_TYPES: Final = 1024**2
MOST_UNPACKED: Final = 2 * 1024**3
SUSPECT_UNPACKED, MOST_SWELLING = 50 * 1024**2, 100
"""Texts pack to a fiftieth at best; an archive that grows a hundredfold into much was made to fill a disk."""

OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_MACROS: Final = ("_VBA_PROJECT".encode("utf-16-le"), "VBA".encode("utf-16-le") + b"\0\0")
PROGRAMS: Final = frozenset(
    f".{suffix}"
    for line in (
        "apk app bat chm cmd com cpl dll dmg exe hta iso jar js jse lnk msi msp pif ps1 reg scf scr sh url vbe vbs",
        "wsf wsh htm html xhtml svg",
        "docm dotm potm ppam ppsm pptm xlam xlsm xltm",
    )
    for suffix in line.split()
)
MARKUP: Final = ("<!doctype", "<html", "<svg", "<?xml", "<script", "#!")
CONTROLS: Final = frozenset(map(chr, [*range(0x20), 0x7F])) - frozenset("\t\n\r\f")


@dataclass(frozen=True)
class DocumentForm:
    """A form of file with the type it is sent as; of the suffixes the first is given to a name without one of them."""

    content_type: str
    suffixes: tuple[str, ...]

    def name_for(self, name: str) -> str:
        """The name under which the file is handed out: its suffix never promises anything but the form."""
        path = PurePosixPath(name)
        return name if path.suffix.lower() in self.suffixes else (path.stem or "file") + self.suffixes[0]


_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
PDF: Final = DocumentForm("application/pdf", (".pdf",))
PNG: Final = DocumentForm("image/png", (".png",))
JPEG: Final = DocumentForm("image/jpeg", (".jpg", ".jpeg"))
ZIP: Final = DocumentForm("application/zip", (".zip",))
TEXT: Final = DocumentForm("text/plain; charset=utf-8", (".txt", ".md", ".csv"))
OPEN_XML: Final = {
    "word/document.xml": DocumentForm(_OPEN_XML + "wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": DocumentForm(_OPEN_XML + "spreadsheetml.sheet", (".xlsx",)),
    "ppt/presentation.xml": DocumentForm(_OPEN_XML + "presentationml.presentation", (".pptx",)),
}
OPEN_DOCUMENT: Final = {
    f"application/vnd.oasis.opendocument.{name}": DocumentForm(f"application/vnd.oasis.opendocument.{name}", (suffix,))
    for name, suffix in (("text", ".odt"), ("spreadsheet", ".ods"), ("presentation", ".odp"))
}
OLE: Final = {
    "WordDocument": DocumentForm("application/msword", (".doc", ".wps")),
    "Workbook": DocumentForm("application/vnd.ms-excel", (".xls", ".et")),
    "PowerPoint Document": DocumentForm("application/vnd.ms-powerpoint", (".ppt", ".dps")),
}
ALL_FORMS: Final = (PDF, PNG, JPEG, ZIP, TEXT, *OPEN_XML.values(), *OPEN_DOCUMENT.values(), *OLE.values())
ACCEPTED: Final = ",".join(suffix for form in ALL_FORMS for suffix in form.suffixes)
"""What the chooser of a browser offers."""


def form_sent_as(content_type: str) -> DocumentForm | None:
    """The form that is sent as this type; None for another type."""
    return next((form for form in ALL_FORMS if form.content_type == content_type), None)


def recognise(path: Path, name: str) -> DocumentForm:
    """The form of the file. Its name is asked for one thing only: whether text that could be anything is meant as text.

    Raises:
        Unfit: it is none of them, too large, or could act by itself; the failure says which.
        OSError: it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise Unfit(Failure.DOCUMENT_TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _archive(path)
    if head.startswith(OLE_MARK):
        return _old_office(path)
    if PurePosixPath(name).suffix.lower() in TEXT.suffixes and _is_text(path):
        return TEXT
    raise Unfit(Failure.DOCUMENT_KIND)


def _archive(path: Path) -> DocumentForm:
    try:
        with open_archive(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise Unfit(Failure.DOCUMENT_DAMAGED)
            _require_room_for(sum(member.file_size for member in members), packed=path.stat().st_size)
            _require_harmless([member.filename for member in members])
            if any(member.flag_bits & 1 for member in members):
                raise Unfit(Failure.DOCUMENT_LOCKED)
            return _form_of(archive, {member.filename for member in members})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as damage:
        raise Unfit(Failure.DOCUMENT_DAMAGED) from damage


def _require_room_for(unpacked: int, *, packed: int) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > SUSPECT_UNPACKED and unpacked > MOST_SWELLING * packed):
        raise Unfit(Failure.DOCUMENT_SWELLS)


def _require_harmless(names: list[str]) -> None:
    for name in (name.lower() for name in names):
        if PurePosixPath(name).name.startswith("vbaproject") or name.startswith(("basic/", "scripts/")):
            raise Unfit(Failure.DOCUMENT_MACROS)
        # A trailing dot or space is cut off by Windows when the archive is unpacked.
        if PurePosixPath(name.rstrip(". ")).suffix in PROGRAMS:
            raise Unfit(Failure.DOCUMENT_PROGRAM)


def _form_of(archive: zipfile.ZipFile, names: set[str]) -> DocumentForm:
    if "mimetype" in names:
        told = _beginning(archive, "mimetype", MIMETYPE_BYTES).decode("ascii", "replace").strip()
        if told in OPEN_DOCUMENT:
            return OPEN_DOCUMENT[told]
    if "[Content_Types].xml" not in names:
        return ZIP
    if b"macroenabled" in _beginning(archive, "[Content_Types].xml", LARGEST_TYPES).lower():
        raise Unfit(Failure.DOCUMENT_MACROS)
    return next((form for part, form in OPEN_XML.items() if part in names), ZIP)


def _beginning(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        return file.read(most)


def _old_office(path: Path) -> DocumentForm:
    """The names of its parts stand in it as UTF-16; one that only quotes them is refused too, which does no harm."""
    content = path.read_bytes()
    if any(mark in content for mark in OLE_MACROS):
        raise Unfit(Failure.DOCUMENT_MACROS)
    for part, form in OLE.items():
        if part.encode("utf-16-le") in content:
            return form
    raise Unfit(Failure.DOCUMENT_KIND)


def _is_text(path: Path) -> bool:
    """Characters throughout, and neither a page nor a script by its beginning."""
    return any(_reads_as(path, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _reads_as(path: Path, encoding: str) -> bool:
    decoder, begun = codecs.getincrementaldecoder(encoding)(), False
    with path.open("rb") as file:
        while True:
            piece = file.read(READ_BYTES)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                return False
            if not CONTROLS.isdisjoint(text) or (not begun and text.lstrip().lower().startswith(MARKUP)):
                return False
            begun = begun or bool(text.strip())
            if not piece:
                return True
