"""Picture and sound begin and end together, at one rate, whatever the camera, the editor or the recorder did."""

from __future__ import annotations

import itertools

import pytest

pytestmark = pytest.mark.ffmpeg

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
# Every rung is encoded: the price of this is above what is passed on.
DEAR = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", 4, "-pix_fmt", "yuv420p")
FITTING = ("-c:v", "libx264", "-preset", "medium", "-crf", 40, "-bf", 3, "-g", 25, "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac", "-b:a", "64k", "-ac", 2)


def moving(seconds=3, rate=25, size="320x180"):
    return ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration={seconds}")


def tone(seconds=3):
    return ("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=48000:duration={seconds}")


def distances(made, name):
    times = [frame.time for frame in made.frames(name)]
    return [after - before for before, after in itertools.pairwise(times)]


def assert_together(made):
    picture = made.span(made.edition.videos[-1].name)
    sound = made.span("audio")
    assert picture[0] == pytest.approx(sound[0], abs=0.07)
    assert picture[1] == pytest.approx(sound[1], abs=0.1)


def test_an_unsteady_recording_becomes_steady(film, make):
    skipping = "select='if(lt(t,1),1,not(mod(n,3)))'"
    made = make(film("unsteady.mp4", *moving(rate=30), "-vf", skipping, "-fps_mode", "vfr", *X264))
    assert made.source.picture.variable_rate
    assert all(distance == pytest.approx(1 / 30, abs=0.001) for distance in distances(made, "v180"))
    assert len(made.frames("v180")) == pytest.approx(90, abs=3)


@pytest.mark.parametrize(("rate", "made_of_it"), [("60000/1001", 30000 / 1001), ("50", 25)])
def test_a_fast_recording_loses_every_other_frame(film, make, rate, made_of_it):
    made = make(film(f"fast{rate[:2]}.mp4", *moving(2, rate), *X264))
    assert all(distance == pytest.approx(1 / made_of_it, abs=0.001) for distance in distances(made, "v180"))
    assert f"FRAME-RATE={made_of_it:.3f}" in (made.folder / "master.m3u8").read_text()


def test_a_picture_that_ends_early_waits_for_the_sound(film, make):
    made = make(film("early.mp4", *moving(1), *tone(3), *DEAR, *AAC))
    assert_together(made)
    assert made.span("v180")[1] == pytest.approx(3, abs=0.1)


def test_a_picture_that_begins_late_stands_from_the_beginning(film, make):
    made = make(film("late.mkv", "-itsoffset", 1, *moving(2), *tone(3), *DEAR, *AAC))
    assert made.source.picture.start_ms == pytest.approx(1000, abs=60)
    assert_together(made)
    assert made.span("v180")[0] == pytest.approx(0, abs=0.05)


def test_sound_that_ends_early_is_followed_by_silence(film, make):
    made = make(film("hush.mp4", *moving(3), *tone(1), *DEAR, *AAC))
    assert_together(made)
    assert made.span("audio")[1] == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("container", ["mp4", "mov", "mkv"])
@pytest.mark.parametrize("quick", [True, False])
def test_streams_that_fit_are_passed_on_in_step(film, make, container, quick):
    """B-frames make decoding begin before the first instant; each container says so in its own way."""
    made = make(film(f"fitting.{container}", *moving(3, 25), *tone(3), *FITTING, *AAC), quick=quick)
    assert made.edition.plan.rungs[-1].copied
    assert len(made.frames("v180")) == 75
    assert all(distance == pytest.approx(0.04, abs=0.002) for distance in distances(made, "v180"))
    assert_together(made)


def test_a_copy_with_longer_sound_ends_with_its_picture(film, make):
    made = make(film("longer.mp4", *moving(2), *tone(2.6), *FITTING, *AAC), quick=True)
    assert_together(made)


def test_a_file_that_was_cut_by_an_edit_list_begins_at_the_cut(film, make):
    whole = film("whole.mp4", *moving(3), *tone(3), *FITTING, *AAC)
    made = make(film("cut.mp4", "-ss", 0.6, "-i", whole, "-c", "copy"))
    assert made.source.duration_ms == pytest.approx(2400, abs=130)
    assert not made.edition.plan.rungs[-1].copied
    assert_together(made)


def test_streams_that_both_start_late_are_moved_to_the_beginning(film, make):
    whole = film("whole.mp4", *moving(3), *tone(3), *FITTING, *AAC)
    made = make(film("shifted.mkv", "-i", whole, "-c", "copy", "-output_ts_offset", 5))
    assert made.source.picture.start_ms == pytest.approx(5000, abs=60)
    assert_together(made)
    assert made.span("v180")[0] == pytest.approx(0, abs=0.1)


def test_two_seconds_are_enough(film, make):
    made = make(film("brief.mp4", *moving(2), *tone(2), *DEAR, *AAC))
    assert_together(made)
    assert made.edition.posters >= 1
