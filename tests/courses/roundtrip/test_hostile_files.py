"""A file that a stranger made to do harm is refused, whole, with a sentence, and nothing is there afterwards."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from courses.models import Course
from courses.roundtrip.archive import Damage, ParcelDamaged, open_parcel
from courses.roundtrip.checking import problems_of
from courses.roundtrip.manifest import Manifest
from media.models import Asset

from .conftest import MOST, written

pytestmark = pytest.mark.django_db

BYTES = b"%PDF-1.4 " + b"x" * 2000
DIGEST = hashlib.sha256(BYTES).hexdigest()
NAME = f"files/{DIGEST}"


def told(**changes) -> dict:
    file = {"id": "f1", "sha256": DIGEST, "size": len(BYTES), "name": "a.pdf", "title": "a"}
    lecture = {"id": "l1", "kind": "slides", "title": "看图", "deck": "f1"}
    whole = {
        "format": "online-party-school/course",
        "version": 1,
        "title": "接转",
        "chapters": [{"title": "一", "lectures": [lecture]}],
        "files": [file],
    }
    return whole | changes


def lecture_with(**changes) -> dict:
    whole = told()
    whole["chapters"][0]["lectures"][0] |= changes
    return whole


@pytest.fixture
def zipped(tmp_path) -> Callable[..., Path]:
    def make(manifest=None, members=((NAME, BYTES),), *, infos=()) -> Path:
        path = tmp_path / "hostile.zip"
        with zipfile.ZipFile(path, "w") as archive:
            if manifest is not None:
                archive.writestr("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest))
            for name, data in [*members, *infos]:
                archive.writestr(name, data)
        return path

    return make


def damage_of(path: Path, *, most_bytes: int = MOST, to: Path | None = None) -> Damage | None:
    try:
        with open_parcel(path, most_bytes=most_bytes) as parcel:
            if to:
                parcel.copy_file(parcel.manifest.files[0], to)
    except ParcelDamaged as damaged:
        return damaged.damage
    return None


def test_an_honest_file_is_taken(zipped, tmp_path):
    path = zipped(told())
    assert damage_of(path, to=tmp_path / "out") is None
    assert problems_of(Manifest.model_validate_json(json.dumps(told()))) == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "files/../x", "files/UPPER", "evil.exe", "files/" + "a" * 63, "files/", "a\\b"],
)
def test_a_name_that_leads_elsewhere_is_refused(zipped, name):
    assert damage_of(zipped(told(), infos=[(name, b"x")])) == Damage.STRANGE_MEMBER


def test_a_link_is_refused(zipped):
    link = zipfile.ZipInfo(NAME)
    link.create_system, link.external_attr = 3, 0o120777 << 16
    assert damage_of(zipped(told(), members=[(link, BYTES)])) == Damage.STRANGE_MEMBER


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(zipped):
    assert damage_of(zipped(told(), members=[(NAME, BYTES), (NAME, BYTES)])) == Damage.STRANGE_MEMBER


def test_an_encrypted_member_is_refused(zipped):
    path = zipped(told())
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + offset
        data[place : place + 2] = struct.pack("<H", 1)
    path.write_bytes(data)
    assert damage_of(path) == Damage.STRANGE_MEMBER


def test_more_than_a_course_may_hold_is_refused_before_it_is_unpacked(zipped):
    path = zipped(told())
    assert damage_of(path, most_bytes=1000) == Damage.TOO_LARGE


def test_a_bomb_that_lies_about_its_size_writes_no_more_than_it_promised(tmp_path, zipped):
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(told()))
        archive.writestr(NAME, b"\0" * 5_000_000)
    data = bytearray(packed.read_bytes())
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", len(BYTES))
    packed.write_bytes(data)
    out = tmp_path / "out"
    assert damage_of(packed, to=out) == Damage.FILE_DIFFERS
    assert not out.exists() or out.stat().st_size <= len(BYTES)


def test_members_that_lie_over_one_another_are_refused(zipped):
    path = zipped(told())
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02") + 20
    data[place : place + 4] = struct.pack("<I", 2**30)
    path.write_bytes(data)
    assert damage_of(path) == Damage.NO_ZIP


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(tmp_path, data):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert damage_of(path) == Damage.NO_ZIP


def test_a_half_sent_file_is_refused(simple, tmp_path):
    parcel = written(simple, tmp_path / "course.zip")
    whole = parcel.read_bytes()
    for part in (len(whole) // 3, len(whole) - 1):
        parcel.write_bytes(whole[:part])
        assert damage_of(parcel) == Damage.NO_ZIP


def test_bytes_that_are_not_those_that_were_promised_are_refused(zipped, tmp_path):
    path = zipped(told(), members=[(NAME, BYTES[:-1] + b"y")])
    assert damage_of(path, to=tmp_path / "out") == Damage.FILE_DIFFERS


@pytest.mark.parametrize(
    ("manifest", "damage"),
    [
        (None, Damage.NO_MANIFEST),
        (b"{", Damage.MANIFEST_INVALID),
        (b"[" * 100_000, Damage.MANIFEST_INVALID),
        (told(version=2), Damage.OTHER_FORMAT),
        (told(format="moodle"), Damage.OTHER_FORMAT),
        (told(title=""), Damage.MANIFEST_INVALID),
        (told(title=7), Damage.MANIFEST_INVALID),
        (told(title="x" * 121), Damage.MANIFEST_INVALID),
        (told(unknown=1), Damage.MANIFEST_INVALID),
        (told(files=[]), Damage.FILE_SPARE),
        (lecture_with(minutes="-1.00"), Damage.MANIFEST_INVALID),
        (lecture_with(minutes="NaN"), Damage.MANIFEST_INVALID),
        (lecture_with(page_times=[2**40]), Damage.MANIFEST_INVALID),
    ],
)
def test_a_list_of_contents_that_is_not_ours_is_refused(zipped, manifest, damage):
    assert damage_of(zipped(manifest)) == damage


def test_a_file_that_is_missing_is_named(zipped):
    assert damage_of(zipped(told(), members=[])) == Damage.FILE_MISSING


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "teleport"},
        {"recording": "f9"},
        {"gate": {"completed": "l1"}},
        {"gate": {"completed": "l9"}},
        {"gate": {"all": "x"}},
        {"gate": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}}}}}},
        {"intro_ends_ms": 5, "credits_start_ms": 5},
        {"belongings": {"quiz": {"title": "x"}}},
        {"belongings": {"quiz": "__import__"}},
        {"belongings": {"timeline": [{"at_ms": -1}]}},
        {"belongings": {"nothing_we_know": {}}},
    ],
)
def test_a_lecture_that_cannot_be_is_named(changes):
    found = problems_of(Manifest.model_validate_json(json.dumps(lecture_with(**changes))))
    assert [problem.where for problem in found] == ["看图"]


def test_nothing_is_there_after_a_refusal(zipped):
    damage_of(zipped(told(), members=[(NAME, BYTES[:-1] + b"y")]))
    assert (Course.objects.count(), Asset.objects.count()) == (0, 0)
