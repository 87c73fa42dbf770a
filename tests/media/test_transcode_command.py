"""`manage.py transcode`: the real pipeline on one file."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from media.playlists import read_segments

pytestmark = pytest.mark.ffmpeg


def test_it_makes_a_playable_folder_and_reports_plan_and_times(clips, tmp_path):
    said = StringIO()
    call_command("transcode", str(clips("lecture.mp4")), "--to", str(tmp_path / "made"), stdout=said)
    report = json.loads(said.getvalue())
    assert [rung["name"] for rung in report["plan"]["rungs"]] == ["v360", "v540"]
    assert set(report["steps"]) == {"probe", "loudness", "ladder"}
    for track in report["tracks"]:
        segments = read_segments((tmp_path / "made" / track["path"]).read_text())
        assert sum(segment.seconds for segment in segments) == pytest.approx(5, abs=0.1)
    for name in ("master.m3u8", "listen.m3u8", "poster.jpg", "storyboard.vtt", "fallback.mp4"):
        assert (tmp_path / "made" / name).stat().st_size == report["files"][name]
    assert report["source"]["picture"]["codec"] == "h264"
    assert all(step["cpu"] >= 0 and step["wall"] > 0 for step in report["steps"].values())
    assert report["times_realtime"] > 0


def test_streams_that_fit_are_repackaged_first(clips, tmp_path):
    said = StringIO()
    call_command("transcode", str(clips("fitting.mp4")), "--to", str(tmp_path / "made"), "--top", "1080", stdout=said)
    report = json.loads(said.getvalue())
    assert list(report["steps"]) == ["probe", "remux", "loudness", "ladder"]
    assert report["plan"]["rungs"][-1]["copied"]
    assert (tmp_path / "made" / "quick" / "master.m3u8").is_file()


def test_what_cannot_be_used_is_said(tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"no video")
    with pytest.raises(CommandError, match="not-media"):
        call_command("transcode", str(tmp_path / "x.mp4"), "--to", str(tmp_path / "made"))
