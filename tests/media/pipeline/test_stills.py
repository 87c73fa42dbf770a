"""Tiles to find a place by, and frames to choose a poster from."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageStat

from media.storyboard import COLUMNS, ROWS, TILE_SIDE

pytestmark = pytest.mark.ffmpeg

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
# Brightness says the time: 3 more for each second.
RISING = ("-f", "lavfi", "-i", "color=c=black:size=160x90:rate=5:duration=61,geq=lum='20+3*floor(T)':cb=128:cr=128")
CUE = re.compile(r"(\d\d):(\d\d):(\d\d\.\d{3}) --> \S+\n(e1/storyboard-\d+\.jpg)#xywh=(\d+),(\d+),(\d+),(\d+)")


@pytest.fixture
def minute(film, make):
    return make(film("minute.mp4", *RISING, *X264))


def tiles(made):
    """(begin in seconds, mean brightness) of every cue."""
    text = (made.folder / "storyboard.vtt").read_text()
    for hours, minutes, seconds, name, *area in CUE.findall(text):
        x, y, width, height = map(int, area)
        with Image.open(made.folder / name.removeprefix("e1/")) as sheet:
            tile = sheet.crop((x, y, x + width, y + height))
            assert tile.size == (width, height)
            yield int(hours) * 3600 + int(minutes) * 60 + float(seconds), ImageStat.Stat(tile.convert("L")).mean[0]


def test_every_cue_shows_the_seconds_it_stands_for(minute):
    found = list(tiles(minute))
    assert [begin for begin, _ in found] == list(range(0, 61, 2))
    for begin, light in found:
        shown = ((light * 219 / 255 + 16) - 20) / 3  # JPEG stores full range
        assert begin - 0.7 <= shown <= begin + 2


def test_sheets_are_full_before_the_next_begins(minute):
    sheets = sorted(path.name for path in minute.folder.glob("storyboard-*.jpg"))
    assert sheets == ["storyboard-1.jpg", "storyboard-2.jpg"]
    with Image.open(minute.folder / "storyboard-1.jpg") as sheet:
        assert sheet.size == (160 * COLUMNS, TILE_SIDE * ROWS)
        assert (sheet.format, sheet.mode) == ("JPEG", "RGB")


def test_cues_end_with_the_recording(minute):
    text = (minute.folder / "storyboard.vtt").read_text()
    assert text.startswith("WEBVTT\n\n")
    assert "00:01:00.000 --> 00:01:01.000\n" in text


def test_an_upright_recording_gets_upright_tiles(film, make):
    lying = film("lying.mp4", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=2", *X264)
    made = make(film("upright.mp4", "-display_rotation", 90, "-i", lying, "-c", "copy"))
    assert "#xywh=0,0,90,160" in (made.folder / "storyboard.vtt").read_text()
    with Image.open(made.folder / "poster-1.jpg") as poster:
        assert poster.size == (180, 320)


def test_black_frames_are_not_proposed(film, make):
    """Half of the recording is black, as where a speaker has not yet switched on the camera."""
    half = "color=c=black:size=320x180:rate=10:duration=3[a];testsrc2=size=320x180:rate=10:duration=3[b];[a][b]concat"
    made = make(film("black.mp4", "-f", "lavfi", "-i", half, *X264))
    assert 1 <= made.edition.posters < 4
    names = {f"poster-{number + 1}.jpg" for number in range(made.edition.posters)} | {"poster.jpg"}
    assert {path.name for path in made.folder.glob("poster*")} == names
    assert names <= set(made.edition.entry_files)
    for name in names:
        with Image.open(made.folder / name) as poster:
            assert ImageStat.Stat(poster.convert("L")).mean[0] > 40


def test_a_recording_of_nothing_still_has_a_poster(film, make):
    made = make(film("dark.mp4", "-f", "lavfi", "-i", "color=c=black:size=160x90:rate=5:duration=2", *X264))
    assert made.edition.posters == 1


def test_a_recording_that_is_passed_on_has_its_pictures_too(film, make):
    fitting = ("-c:v", "libx264", "-crf", 40, "-g", 10, "-pix_fmt", "yuv420p")
    moving = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=3")
    made = make(film("fitting-silent.mp4", *moving, *fitting))
    assert made.edition.plan.encoded == ()
    assert made.edition.posters >= 1
    assert len(list(tiles(made))) == 2


def test_sound_alone_has_none(film, make):
    made = make(film("talk.mp3", "-f", "lavfi", "-i", "sine=duration=2", "-c:a", "libmp3lame"))
    assert made.edition.entry_files == ("master.m3u8", "listen.m3u8", "fallback.mp4")
