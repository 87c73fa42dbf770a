"""What a file is, as measured: never as its name or its head claims."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from media import probing
from media.failures import Failure, Unfit
from media.probing import inspect, probe
from media.source import Source

pytestmark = pytest.mark.ffmpeg

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def moving(rate=25, seconds=1, size="160x90"):
    return ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}")


TONE = ("-f", "lavfi", "-i", "sine=duration=1")


@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "50", "60000/1001"])
@pytest.mark.parametrize("container", ["mp4", "mkv"])
def test_a_steady_rate_is_steady_in_every_container(film, rate, container):
    picture = inspect(film(f"rate-{rate.replace('/', '-')}.{container}", *moving(rate, 2), *X264)).picture
    above, _, below = rate.partition("/")
    assert picture.frame_rate == pytest.approx(int(above) / int(below or 1), abs=0.01)
    assert not picture.variable_rate


def test_a_screen_recorder_that_skips_still_pictures_is_unsteady(film):
    still = ("-vf", "select='lt(t,1)+not(mod(n,7))'", "-fps_mode", "vfr")
    picture = inspect(film("screen.mkv", *moving(30, 3), *still, *X264)).picture
    assert picture.variable_rate
    assert picture.frame_rate == pytest.approx(30, abs=1)


def test_colours_are_read_from_the_stream(film):
    tags = "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    deep = ("-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", tags)
    picture = inspect(film("deep.mp4", *moving(), *deep)).picture
    assert (picture.colour.transfer, picture.colour.primaries, picture.colour.matrix) == (
        "smpte2084",
        "bt2020",
        "bt2020nc",
    )
    assert picture.colour.high_range == "pq"
    assert not picture.colour.full_range


def test_channels_are_named(film):
    surround = ("-af", "pan=5.1|FL=c0|FR=c0|FC=c0|LFE=0*c0|BL=c0|BR=c0", "-c:a", "ac3")
    sound = inspect(film("six.mkv", *TONE, *surround)).sound
    assert (sound.channels, sound.layout) == (6, "5.1(side)") or (sound.channels, sound.layout) == (6, "5.1")


def test_a_cover_before_the_sound_is_no_picture(film):
    cover = ("-f", "lavfi", "-i", "color=c=red:size=64x64:duration=0.04:rate=25")
    path = film(
        *("cover.mp3", *TONE, *cover, "-map", 0, "-map", 1, "-c:a", "libmp3lame"),
        *("-c:v", "mjpeg", "-disposition:v", "attached_pic"),
    )
    source = inspect(path)
    assert source.picture is None
    assert source.duration_ms == pytest.approx(1000, abs=60)


def test_sound_before_the_first_key_frame_counts(film):
    source = inspect(
        film("late.mkv", "-itsoffset", 1, *moving(seconds=1), "-f", "lavfi", "-i", "sine=duration=2", *X264)
    )
    assert source.picture.start_ms == pytest.approx(1000, abs=50)
    assert source.sound.start_ms == pytest.approx(0, abs=50)
    assert source.duration_ms == pytest.approx(2000, abs=60)


def test_facts_survive_the_way_between_processes(film):
    path = film("both.mp4", *moving(), *TONE, *X264)
    assert probe(path) == inspect(path) == Source.from_dict(inspect(path).as_dict())
    facts = inspect(path).as_facts()
    assert facts["picture"]["keyframes"] == 1
    assert "keyframes_ms" not in facts["picture"]


def test_a_file_is_never_read_in_the_process_that_asks(film, monkeypatch):
    path = film("both.mp4", *moving(), *TONE, *X264)
    monkeypatch.setattr(probing, "inspect", lambda _path: pytest.fail("read in this process"))
    assert probe(path).picture


def test_a_crash_of_the_reader_costs_one_file(film, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(Unfit) as unfit:
        probe(film("both.mp4", *moving(), *TONE, *X264))
    assert unfit.value.failure == Failure.DAMAGED


def test_a_file_that_breaks_off_is_told_from_one_that_starts_late(film, tmp_path):
    whole = film("long.mkv", *moving(25, 6), *X264, "-g", 25)
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 3])
    with pytest.raises(Unfit) as unfit:
        inspect(cut)
    assert unfit.value.failure == Failure.INCOMPLETE
    late = film("starts-late.mkv", "-i", whole, "-c", "copy", "-output_ts_offset", 30)
    assert inspect(late).duration_ms == pytest.approx(6000, abs=60)


def test_the_reader_prints_one_answer(film):
    words = [sys.executable, "-m", "media.probing", str(film("both.mp4", *moving(), *TONE, *X264))]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert said.count("\n") == 1
