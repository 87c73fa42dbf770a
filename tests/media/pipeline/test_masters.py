"""Every playlist of every kind of edition is true, as the strictest player reads it."""

from __future__ import annotations

import av
import pytest

from tests.media.pipeline.conftest import EDITION
from tests.media.strict_hls import check_master

pytestmark = pytest.mark.ffmpeg

DEAR = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", 10, "-pix_fmt", "yuv420p")
CHEAP = ("-c:v", "libx264", "-crf", 40, "-g", 37, "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac", "-b:a", "64k", "-ac", 2)


def moving(size, seconds=3, rate=25):
    return ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}")


TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=3")
COVER = ("-f", "lavfi", "-i", "color=c=red:size=200x200:duration=0.04:rate=25")

RECORDINGS = {
    "ladder.mp4": (*moving("960x540", 5), "-f", "lavfi", "-i", "sine=duration=5", *DEAR, *AAC),
    "tiny.mp4": (*moving("320x240"), *TONE, *DEAR, *AAC),
    "odd.mkv": (*moving("321x181"), *TONE, "-c:v", "ffv1", "-c:a", "pcm_s16le"),
    "narrow.mkv": (*moving("90x320"), *TONE, "-c:v", "ffv1", "-c:a", "flac"),
    "pixels.avi": (*moving("240x180"), *TONE, "-vf", "setsar=4/3", "-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "silent.mp4": (*moving("320x180"), *DEAR),
    "copied.mp4": (*moving("640x360", 7), "-f", "lavfi", "-i", "sine=duration=7", *CHEAP, *AAC),
    "talk.mp3": (*TONE, "-c:a", "libmp3lame"),
    "song.m4a": (*TONE, *COVER, "-map", 0, "-map", 1, *AAC, "-c:v", "mjpeg", "-disposition:v", "attached_pic"),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_playlists_are_true(film, make, name):
    made = make(film(name, *RECORDINGS[name]))
    found = check_master(made.folder, EDITION)
    expected = [rung.name for rung in made.edition.plan.rungs]
    expected += ["audio-audio"] if made.edition.videos and made.edition.audio else []
    expected += ["audio"] if made.edition.audio and not made.edition.videos else []
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", ["ladder.mp4", "copied.mp4"])
def test_the_quick_edition_is_true_as_well(film, make, name):
    made = make(film("quick.mp4", *RECORDINGS["copied.mp4"]), quick=True)
    assert list(check_master(made.folder, EDITION)) == ["audio-audio", "v360"]


def test_listening_needs_the_sound_only(film, make):
    made = make(film("ladder.mp4", *RECORDINGS["ladder.mp4"]))
    assert list(check_master(made.folder, EDITION, "listen.m3u8")) == ["audio"]
    assert "listen.m3u8" in made.edition.entry_files


def test_without_sound_there_is_nothing_to_listen_to(film, make):
    made = make(film("silent.mp4", *RECORDINGS["silent.mp4"]))
    assert "listen.m3u8" not in made.edition.entry_files


def test_a_cover_is_no_picture(film, make):
    made = make(film("song.m4a", *RECORDINGS["song.m4a"]))
    assert made.source.picture is None
    assert [track.name for track in (made.edition.audio, *made.edition.videos)] == ["audio"]


def test_pixels_that_are_not_square_become_square(film, make):
    made = make(film("pixels.avi", *RECORDINGS["pixels.avi"]))
    assert [(rung.width, rung.height) for rung in made.edition.plan.rungs] == [(320, 180)]
    assert made.frames("v180")[0].width == 320


def test_the_plain_file_plays_from_beginning_to_end(film, make):
    made = make(film("ladder.mp4", *RECORDINGS["ladder.mp4"]))
    path = made.folder / "fallback.mp4"
    assert path.read_bytes().find(b"moov") < path.read_bytes().find(b"mdat")
    with av.open(str(path)) as file:
        times = [frame.time for frame in file.decode(video=0)]
    assert (len(times), max(times)) == (125, pytest.approx(4.96, abs=0.02))


def test_progress_only_rises_while_encoding(film, make):
    made = make(film("ladder.mp4", *RECORDINGS["ladder.mp4"]))
    assert made.steps
    assert all(0 <= step.percent <= 100 for step in made.steps)
