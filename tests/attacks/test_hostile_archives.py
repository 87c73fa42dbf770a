"""An archive may claim millions of members: what only looks into it must not take them all into memory."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile

from media.kinds_of_file import DeckFormat, KindOfFile, deck_format, sniff

MEMBERS = 200_000
MEBIBYTE = 1024**2


def crowded(path, members: int = MEMBERS) -> None:
    """A presentation whose table of contents names one file again and again, in the 64-bit form."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ppt/presentation.xml", "x")
        start = archive.fp.tell()
    whole = path.read_bytes()
    entry = whole[start : whole.rfind(b"PK\x05\x06")]
    table = entry * members
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, members, members, len(table), start)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(table), 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(whole[:start] + table + end + place + last)


def test_the_forged_table_is_one_that_archives_may_have(tmp_path):
    crowded(tmp_path / "few.pptx", members=3)
    assert deck_format(tmp_path / "few.pptx") == DeckFormat.PPTX


def test_a_table_of_contents_beyond_all_measure_is_not_read(tmp_path):
    crowded(tmp_path / "crowded.pptx")
    tracemalloc.start()
    try:
        assert sniff(tmp_path / "crowded.pptx") == KindOfFile.UNKNOWN
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 48 * MEBIBYTE
