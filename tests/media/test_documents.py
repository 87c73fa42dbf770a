"""What is handed out as a file is told by its bytes; what could act by itself is refused, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media import storage
from media.documents import PDF, TEXT, ZIP, recognise
from media.failures import Unfit
from media.services import prepare_asset, store_uploaded_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAPER = b"%PDF-1.7\n1 0 obj\n"


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def office(path: Path, part: str, types: str = "<Types/>", **more: str) -> Path:
    return zipped(path, **{"[Content_Types].xml": types, part: "<x/>"}, **more)


def refusal(path: Path, name: str = "") -> str:
    with pytest.raises(Unfit) as refused:
        recognise(path, name or path.name)
    return refused.value.failure.value


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (PAPER, "a.txt", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0", "a", "image/jpeg"),
        ("一、目的\n".encode(), "a.md", "text/plain; charset=utf-8"),
        ("一、目的\n".encode("gb18030"), "a.txt", "text/plain; charset=utf-8"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.wps", "application/msword"),
    ],
)
def test_plain_forms_are_known_by_their_bytes(tmp_path, content, name, content_type):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert recognise(path, name).content_type == content_type


def test_office_files_and_archives_are_told_apart(tmp_path):
    assert recognise(office(tmp_path / "a", "word/document.xml"), "a").suffixes == (".docx",)
    assert recognise(office(tmp_path / "b", "xl/workbook.xml"), "b").suffixes == (".xlsx",)
    told = zipped(tmp_path / "c", mimetype="application/vnd.oasis.opendocument.text")
    assert recognise(told, "c").suffixes == (".odt",)
    assert recognise(zipped(tmp_path / "d", readme="x"), "d") is ZIP


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"MZ\x90\x00", "a.pdf", "document-kind"),
        (b"\x7fELF", "a.txt", "document-kind"),
        (b"<html><script>1</script>", "a.txt", "document-kind"),
        (b"\n <?xml version='1.0'?><svg/>", "a.md", "document-kind"),
        (b"echo off", "a.bat", "document-kind"),
        (b"a\x00b", "a.txt", "document-kind"),
        (OLE + "Installer".encode("utf-16-le"), "a.doc", "document-kind"),
        (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "a.doc", "document-macros"),
        (b"PK\x03\x04 broken", "a.zip", "document-damaged"),
    ],
)
def test_what_is_not_on_the_list_is_refused(tmp_path, content, name, reason):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert refusal(path, name) == reason


def test_macros_are_refused_under_any_name(tmp_path):
    assert refusal(office(tmp_path / "a.docx", "word/document.xml", **{"word/vbaProject.bin": "x"})) == (
        "document-macros"
    )
    types = '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    assert refusal(office(tmp_path / "b.xlsx", "xl/workbook.xml", types)) == "document-macros"
    script = {"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/Module1.xml": "x"}
    assert refusal(zipped(tmp_path / "c.odt", **script)) == "document-macros"


@pytest.mark.parametrize("name", ["setup.EXE", "inside/page.html", "run.bat. ", "sheet.xlsm"])
def test_an_archive_carries_no_program(tmp_path, name):
    assert refusal(zipped(tmp_path / "a.zip", **{name: "x"})) == "document-program"


def test_an_archive_that_would_fill_a_disk_is_refused_under_any_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "paper.pdf", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60 * 1024**2))
    assert refusal(tmp_path / "paper.pdf") == "document-swells"


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.pdf", "a.png", "a.docx"])
def test_a_page_or_a_drawing_with_scripts_stays_refused_in_disguise(tmp_path, name):
    path = tmp_path / "file"
    for content in (b"<svg onload='x()'/>", b"<!DOCTYPE html><script>x()</script>", b"\xef\xbb\xbf<html>"):
        path.write_bytes(content)
        assert refusal(path, name) == "document-kind"


def test_the_name_handed_out_promises_nothing_but_the_form():
    assert PDF.name_for("通知.exe") == "通知.pdf"
    assert PDF.name_for("通知.PDF") == "通知.PDF"
    assert TEXT.name_for("名单.csv") == "名单.csv"


@pytest.fixture
def arrive(instructor, economics, at):
    def send(content: bytes, name: str, kind: str | None):
        file = SimpleUploadedFile(name, content)
        asset = store_uploaded_file(organisation=economics, member=instructor, file=file, kind=kind, at=at)
        return prepare_asset(asset_id=asset.pk)

    return send


@pytest.mark.django_db
def test_only_what_was_meant_as_a_document_becomes_one(arrive):
    meant, library = arrive("正文\n".encode(), "a.txt", "document"), arrive("别的\n".encode(), "a.txt", None)
    assert (meant.state, meant.kind) == ("ready", "document")
    assert storage.read_published(meant.store_key, meant.edition, "document.bin") == "正文\n".encode()
    assert (library.state, library.failure_code) == ("failed", "not-media")


@pytest.mark.django_db
def test_the_same_bytes_in_the_library_stay_refused_after_they_were_handed_out(arrive):
    assert arrive(b"text", "a.txt", "document").state == "ready"
    assert arrive(b"text", "a.txt", None).failure_code == "not-media"
    assert arrive(b"text", "b.txt", "document").kind == "document"


@pytest.mark.django_db
def test_a_refused_document_says_why_in_words(arrive):
    asset = arrive(b"MZ", "a.pdf", "document")
    assert (asset.state, asset.failure_code) == ("failed", "document-kind")
    assert asset.failure_sentence


@pytest.mark.django_db
def test_a_name_that_is_a_path_or_far_too_long_is_only_a_name(arrive):
    asset = arrive(PAPER, "../" * 40 + "长" * 300 + "\r\n\x00.pdf", "document")
    assert (asset.state, asset.content_type) == ("ready", "application/pdf")
    assert not set("/\r\n\0") & set(asset.file_name)
    assert len(asset.file_name) <= 255
