"""A file is sorted by what it is, whatever it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.kinds_of_file import DeckFormat, KindOfFile, deck_format, sniff

TS_PACKET = b"\x47" + bytes(187)
RECORDINGS = {
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "quicktime without a brand": b"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat",
    "matroska": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01",
    "avi": b"RIFF\x00\x10\x00\x00AVI LIST",
    "wave": b"RIFF\x00\x10\x00\x00WAVEfmt ",
    "ogg": b"OggS\x00\x02",
    "flac": b"fLaC\x00\x00",
    "mp3 with tags": b"ID3\x04\x00",
    "mp3 alone": b"\xff\xfb\x90\x64",
    "aac alone": b"\xff\xf1\x50\x80",
    "windows media": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    "transport stream": TS_PACKET * 4,
    "camcorder": (bytes(4) + TS_PACKET) * 4,
    "programme stream": b"\x00\x00\x01\xba\x44",
    "amr": b"#!AMR\n",
    "aiff": b"FORM\x00\x00\x10\x00AIFFCOMM",
}
IMAGES = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "webp": b"RIFF\x00\x10\x00\x00WEBPVP8 ",
    "gif": b"GIF89a\x01\x00",
}
OTHERS = {
    "nothing": b"",
    "text": b"Minutes of the meeting\n",
    "photograph of a phone": b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00",
    "an archive that breaks off": b"PK\x03\x04" + bytes(40),
    "utf-16": "党课".encode("utf-16"),
}


def written(folder: Path, data: bytes, name: str = "x.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def archive(folder: Path, **members: bytes) -> Path:
    path = folder / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


@pytest.mark.parametrize("head", IMAGES.values(), ids=IMAGES)
def test_pictures_are_known_by_their_head(tmp_path, head):
    assert sniff(written(tmp_path, head)) is KindOfFile.IMAGE


@pytest.mark.parametrize("head", RECORDINGS.values(), ids=RECORDINGS)
def test_recordings_are_known_by_their_head(tmp_path, head):
    assert sniff(written(tmp_path, head, "slides.pdf")) == KindOfFile.RECORDING


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_anything_else_is_unknown_whatever_its_name_says(tmp_path, data):
    assert sniff(written(tmp_path, data, "lecture.mp4")) == KindOfFile.UNKNOWN


def test_a_pdf_may_begin_with_what_does_not_belong_to_it(tmp_path):
    path = written(tmp_path, b"\x00" * 1024 + b"%PDF-1.7\n", "lecture.mp4")
    assert (sniff(path), deck_format(path)) == (KindOfFile.DECK, DeckFormat.PDF)
    assert sniff(written(tmp_path, b"\x00" * 1025 + b"%PDF-1.7\n")) == KindOfFile.UNKNOWN


def test_presentations_are_told_from_other_archives(tmp_path):
    assert deck_format(archive(tmp_path, ppt__presentation_xml=b"<p/>")) == DeckFormat.PPTX
    opened = archive(tmp_path, mimetype=b"application/vnd.oasis.opendocument.presentation")
    assert (sniff(opened), deck_format(opened)) == (KindOfFile.DECK, DeckFormat.ODP)
    assert sniff(archive(tmp_path, mimetype=b"application/vnd.oasis.opendocument.text")) == KindOfFile.UNKNOWN
    assert sniff(archive(tmp_path, word__document_xml=b"<w/>")) == KindOfFile.UNKNOWN


def test_a_real_recording_is_one(clips, tmp_path):
    assert sniff(clips("talk.mp3")) == KindOfFile.RECORDING


@given(st.binary(max_size=600))
def test_no_bytes_make_the_sorting_fail(tmp_path_factory, data):
    path = written(tmp_path_factory.mktemp("any"), data)
    assert (sniff(path) == KindOfFile.DECK) == (deck_format(path) is not None and sniff(path) != KindOfFile.RECORDING)
