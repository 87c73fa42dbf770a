"""PPTX and ODP become pages through LibreOffice where it is installed; where it is not, the author is told."""

from __future__ import annotations

import socket
import zipfile
from pathlib import Path

import pytest

from media.decks import office
from media.decks.deck import DeckEdition
from media.decks.making import make_deck
from media.failures import Failure, Unfit

MIME = "application/vnd.oasis.opendocument.presentation"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)
FRAME = '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm">'
MANIFEST = f"""<manifest:manifest {SPACES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def write_odp(path: Path, *titles: str, picture: str = "") -> Path:
    """A presentation of one text box a page; `picture` is the address of a linked picture on the first one."""
    linked = f'{FRAME}<draw:image xlink:href="{picture}"/></draw:frame>' if picture else ""
    boxes = (f"{FRAME}<draw:text-box><text:p>{title}</text:p></draw:text-box></draw:frame>" for title in titles)
    pages = "".join(f"<draw:page>{box}{linked}</draw:page>" for box in boxes)
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr(
            "content.xml", f'<office:document-content {SPACES} office:version="1.2">{body}</office:document-content>'
        )
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def deck_of(original: Path, folder: Path) -> DeckEdition:
    folder.mkdir()
    return make_deck(original, folder, lambda _percent: None)


def test_without_libreoffice_the_author_is_asked_for_a_pdf(tmp_path, settings):
    settings.SOFFICE = "no-such-office"
    with pytest.raises(Unfit) as unfit:
        deck_of(write_odp(tmp_path / "deck.odp", "Transfers"), tmp_path / "edition")
    assert unfit.value.failure == Failure.DECK_NEEDS_PDF


def test_an_archive_that_unpacks_without_end_is_not_opened(tmp_path, settings, monkeypatch):
    settings.SOFFICE = "true"
    monkeypatch.setattr(office, "UNPACKED_AT_MOST", 1000)
    with pytest.raises(Unfit) as unfit:
        deck_of(write_odp(tmp_path / "deck.odp", "x" * 2000), tmp_path / "edition")
    assert unfit.value.failure == Failure.DECK_NOT_CONVERTED


def test_a_program_that_makes_nothing_is_no_success(tmp_path, settings):
    settings.SOFFICE = "true"
    with pytest.raises(Unfit) as unfit:
        deck_of(write_odp(tmp_path / "deck.odp", "Transfers"), tmp_path / "edition")
    assert unfit.value.failure == Failure.DECK_NOT_CONVERTED
    assert [path.name for path in tmp_path.glob("office-*")] == []


def test_with_libreoffice_every_page_is_drawn_and_no_link_is_followed(tmp_path):
    """Runs the program where the machine has it; elsewhere the same file must end in the plain request for a PDF."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.01)
        link = f"http://127.0.0.1:{listening.getsockname()[1]}/picture.png"
        original = write_odp(tmp_path / "deck.odp", "Transfers", "Ninety days", picture=link)
        if office.office_program() is None:
            with pytest.raises(Unfit) as unfit:
                deck_of(original, tmp_path / "edition")
            assert unfit.value.failure == Failure.DECK_NEEDS_PDF
            return
        deck = deck_of(original, tmp_path / "edition")
        with pytest.raises(TimeoutError):
            listening.accept()
    assert [page.title for page in deck.pages] == ["Transfers", "Ninety days"]
    assert {path.name for path in (tmp_path / "edition").iterdir()} == set(deck.entry_files)
