"""A folder and a bucket behave alike."""

from __future__ import annotations

import pytest

from media import storage, workspace
from media.stores import the_store

KEY = "aB3-xYz_0123"

pytestmark = pytest.mark.usefixtures("either_store")


@pytest.fixture
def made(tmp_path):
    """A finished edition, as the pipeline leaves it."""
    folder = tmp_path / "made"
    (folder / "v360").mkdir(parents=True)
    (folder / "master.m3u8").write_text("#EXTM3U\n")
    (folder / "v360" / "part_00000.m4s").write_bytes(bytes(range(256)) * 2000)
    return folder


def names(key: str = KEY) -> list[str]:
    return [file.name for file in storage.everything_of(key)]


def test_an_original_moves_into_the_store_and_can_be_had_as_a_path(tmp_path):
    arrived = tmp_path / "arrived"
    arrived.write_bytes(b"0123456789")
    storage.keep_original(KEY, arrived)
    assert not arrived.exists()
    assert storage.has_original(KEY)
    with storage.original(KEY) as path:
        assert path.read_bytes() == b"0123456789"
    assert not any(workspace.upload_path("x").parent.parent.glob("fetched/*"))


def test_an_original_that_was_kept_already_is_kept_once(tmp_path):
    arrived = tmp_path / "arrived"
    arrived.write_bytes(b"0123456789")
    storage.keep_original(KEY, arrived)
    storage.keep_original(KEY, arrived)
    assert names() == [f"originals/{KEY}"]


def test_an_original_fetched_into_a_scratch_lies_there_or_needs_no_copy(tmp_path, either_store):
    arrived, scratch = tmp_path / "arrived", tmp_path / "scratch"
    arrived.write_bytes(b"0123")
    scratch.mkdir()
    storage.keep_original(KEY, arrived)
    with storage.original(KEY, into=scratch) as path:
        assert (path.parent == scratch) == (either_store == "bucket")
    assert list(scratch.iterdir()) == []


def test_what_is_not_there_is_said_to_be_absent(tmp_path):
    assert not storage.has_original(KEY)
    with pytest.raises(FileNotFoundError), storage.original(KEY):
        pass
    with pytest.raises(FileNotFoundError):
        storage.read_published(KEY, "e1", "master.m3u8")
    assert not storage.has_published(KEY, "e1", "master.m3u8")
    assert (storage.editions(KEY), names()) == ([], [])
    assert list(the_store().files("published")) == []


def test_an_edition_arrives_with_all_its_folders(made):
    storage.bring_edition(KEY, "e1", made)
    home = f"published/{KEY}/e1"
    assert names() == [f"{home}/master.m3u8", f"{home}/v360/part_00000.m4s"]
    assert storage.read_published(KEY, "e1", "master.m3u8") == b"#EXTM3U\n"
    assert storage.editions(KEY) == ["e1"]
    facts = the_store().facts(f"{home}/v360/part_00000.m4s")
    assert (facts.name, facts.size) == (f"{home}/v360/part_00000.m4s", 512_000)
    assert facts.changed_at.tzinfo is not None


def test_an_edition_brought_again_after_a_broken_attempt_is_whole(made, tmp_path):
    """A worker was killed after half of the files; its successor has another token, the same one never comes back –
    but a bucket keeps what was brought, and it must not be in the way."""
    storage.bring_edition(KEY, "e1", made)
    again = tmp_path / "again"
    again.mkdir()
    (again / "master.m3u8").write_text("#EXTM3U\n# e2\n")
    storage.bring_edition(KEY, "e2", again)
    assert storage.editions(KEY) == ["e1", "e2"]
    storage.drop_edition(KEY, "e1")
    assert storage.editions(KEY) == ["e2"]
    storage.drop_edition(KEY, "")
    assert storage.editions(KEY) == ["e2"]


def test_parts_of_a_file_can_be_read(made):
    storage.bring_edition(KEY, "e1", made)
    name = f"published/{KEY}/e1/v360/part_00000.m4s"
    whole = bytes(range(256)) * 2000
    for first, last in ((0, None), (0, 0), (300_000, 300_009), (511_999, None)):
        got = b"".join(the_store().read(name, first=first, last=last))
        assert got == whole[first : None if last is None else last + 1], (first, last)


def test_nothing_is_left_of_what_is_removed_and_neighbours_stay(made, tmp_path):
    storage.bring_edition(KEY, "e1", made)
    arrived = tmp_path / "arrived"
    for key in (KEY, KEY[:-1] + "4"):
        arrived.write_bytes(b"01")
        storage.keep_original(key, arrived)
    storage.remove_everything(KEY)
    storage.remove_everything(KEY)
    assert names() == []
    assert names(KEY[:-1] + "4") == [f"originals/{KEY[:-1]}4"]


def test_the_store_says_whether_it_can_be_written_to():
    assert list(the_store().files("")) == []
    the_store().require_writable()
    assert list(the_store().files("")) == []


def test_all_files_of_the_store_are_found(made):
    storage.bring_edition(KEY, "e1", made)
    assert [file.name for file in the_store().files("")] == names()
