"""Files of the former layout move to their new places, as often as the migration is begun."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

move = import_module("media.migrations.0005_new_places").move


@pytest.fixture
def former(tmp_path) -> Path:
    """A published recording, one that was never published, an unfinished upload, and work of a dead claim."""
    root = tmp_path / "assets"
    for name in (
        "originals/aaaaaaaaaaaa",
        "originals/bbbbbbbbbbbb",
        "uploads/cccccccccccc",
        "scratch/bbbbbbbbbbbb.token/level2-x/v360/part_00000.m4s",
        "published/aaaaaaaaaaaa/master.m3u8",
        "published/aaaaaaaaaaaa/poster.jpg",
        "published/aaaaaaaaaaaa/fallback.mp4",
        "published/aaaaaaaaaaaa/captions-zh-hans.vtt",
        "published/aaaaaaaaaaaa/level2-x/v360/index.m3u8",
        "published/aaaaaaaaaaaa/level1-y/v360/index.m3u8",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


MOVED = {
    "originals/aaaaaaaaaaaa",
    "originals/bbbbbbbbbbbb",
    "published/aaaaaaaaaaaa/level2-x/master.m3u8",
    "published/aaaaaaaaaaaa/level2-x/poster.jpg",
    "published/aaaaaaaaaaaa/level2-x/fallback.mp4",
    "published/aaaaaaaaaaaa/captions-zh-hans.vtt",
    "published/aaaaaaaaaaaa/level2-x/v360/index.m3u8",
    "published/aaaaaaaaaaaa/level1-y/v360/index.m3u8",
}


def test_entry_files_go_to_the_edition_and_uploads_to_the_workspace(former, tmp_path):
    move(former, tmp_path / "work", {"aaaaaaaaaaaa": "level2-x"})
    assert files(former) == MOVED
    assert files(tmp_path / "work") == {"uploads/cccccccccccc"}
    assert (former / "published/aaaaaaaaaaaa/level2-x/poster.jpg").read_text() == "published/aaaaaaaaaaaa/poster.jpg"


def test_a_move_that_was_broken_off_is_finished_by_the_next(former, tmp_path):
    """The process died after one file; what it had moved stays as it is."""
    done = former / "published/aaaaaaaaaaaa"
    (done / "master.m3u8").rename(done / "level2-x" / "master.m3u8")
    for _again in range(2):
        move(former, tmp_path / "work", {"aaaaaaaaaaaa": "level2-x"})
    assert files(former) == MOVED


def test_a_row_whose_edition_is_not_there_moves_nothing(former, tmp_path):
    move(former, tmp_path / "work", {"aaaaaaaaaaaa": "level2-gone", "nobody000000": "level2-x"})
    assert "published/aaaaaaaaaaaa/master.m3u8" in files(former)


def test_a_school_without_files_has_nothing_to_move(tmp_path):
    move(tmp_path / "assets", tmp_path / "work", {})
    assert list(tmp_path.iterdir()) == []
