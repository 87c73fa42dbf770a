"""What is made of a file, for every kind of file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.ladder import (
    COPY_ALLOWANCE,
    GOP_SECONDS,
    LONGEST_GAP_MS,
    fits_players,
    plan_ladder,
    plan_remux,
)
from media.loudness import LIMIT_DBFS, PEAK_CEILING_DBFS, TARGET_LUFS, TOLERANCE, Level, Loudness
from media.rates import HIGHEST, SLACK
from media.source import Colour, Source
from tests.media.sources import loudnesses, recording, sources, tops


def names(source: Source, **options) -> list[str]:
    plan = plan_ladder(source, **({"top": 720, "loudness": None} | options))
    return [f"{rung.name}{'=' if rung.copied else ''}" for rung in plan.rungs]


@given(sources, tops, loudnesses)
def test_no_rung_is_larger_than_the_source(source, top, loudness):
    width, height = source.picture.shown_size
    for rung in plan_ladder(source, top=top, loudness=loudness).rungs:
        assert rung.width <= width
        assert rung.height <= height
        assert min(rung.width, rung.height) <= top + 1


@given(sources, tops)
def test_encoded_rungs_have_even_sides_and_rise_in_size(source, top):
    rungs = plan_ladder(source, top=top, loudness=None).rungs
    assert rungs
    assert all(side % 2 == 0 and side > 0 for rung in rungs for side in (rung.width, rung.height))
    assert [rung.width for rung in rungs] == sorted({rung.width for rung in rungs})
    assert len({rung.name for rung in rungs}) == len(rungs)
    prices = [rung.quality.max_kbps for rung in rungs]
    assert prices == sorted(set(prices))


@given(
    st.builds(recording, width=st.integers(200, 4000), height=st.integers(200, 4000), rotation=st.sampled_from([0, 90]))
)
def test_the_shape_of_the_picture_is_kept(source):
    width, height = source.picture.shown_size
    for rung in plan_ladder(source, top=1080, loudness=None).rungs:
        assert abs(rung.width * height - rung.height * width) <= 2 * max(width, height)


@given(sources, tops)
def test_only_the_top_rung_is_ever_copied_and_only_what_players_take_at_its_price(source, top):
    plan = plan_ladder(source, top=top, loudness=None)
    assert not any(rung.copied for rung in plan.rungs[:-1])
    if plan.rungs[-1].copied:
        assert fits_players(source)
        assert source.picture.bits_per_second <= plan.rungs[-1].quality.max_kbps * 1000 * COPY_ALLOWANCE
        assert (plan.keyframes, plan.frames.frame_rate, plan.frames.tone_map) == ("source", None, "")
    else:
        assert plan.keyframes == "every"


@given(sources, tops, loudnesses)
def test_sound_is_planned_exactly_when_there_is_some_and_is_never_lifted_by_more_than_20_db(source, top, loudness):
    audio = plan_ladder(source, top=top, loudness=loudness).audio
    assert (audio is None) == (source.sound is None)
    if audio:
        assert audio.level.gain_db <= 20
        assert not (audio.copied and (audio.level.gain_db or audio.level.limited))
        assert audio.channels <= 2


@given(sources, tops, loudnesses)
def test_encoded_sound_is_on_target_and_below_the_ceiling(source, top, loudness):
    audio = plan_ladder(source, top=top, loudness=loudness).audio
    if audio is None or loudness is None or loudness.integrated_lufs is None:
        return
    if audio.copied:
        assert abs(loudness.integrated_lufs - TARGET_LUFS) <= TOLERANCE
        assert loudness.peak_dbfs <= PEAK_CEILING_DBFS
    else:
        reached = loudness.integrated_lufs + audio.level.gain_db
        assert reached == pytest.approx(TARGET_LUFS, abs=0.06) or audio.level.gain_db == 20
        assert audio.level.limited == (loudness.peak_dbfs + audio.level.gain_db > LIMIT_DBFS)


@given(sources, tops)
def test_picture_and_sound_end_together(source, top):
    """Where sound is encoded; sound is copied only when it ends with the picture anyway."""
    plan = plan_ladder(source, top=top, loudness=None)
    picture, sound = source.picture, source.sound
    if plan.audio is None:
        return
    begin = min(picture.start_ms, sound.start_ms)
    sound_ends = sound.start_ms + sound.duration_ms if plan.audio.copied else begin + plan.audio.length_ms
    assert abs(picture.start_ms + picture.duration_ms + plan.frames.hold_last_ms - sound_ends) <= 100


@given(sources, tops)
def test_no_recording_is_faster_than_thirty_frames_and_unsteady_ones_become_steady(source, top):
    plan = plan_ladder(source, top=top, loudness=None)
    rate = plan.frames.frame_rate
    if rate:
        assert rate <= HIGHEST * SLACK
    elif plan.encoded == plan.rungs:
        assert source.picture.frame_rate <= float(HIGHEST * SLACK) + 1
        assert not source.picture.variable_rate


@given(sources, tops)
def test_high_dynamic_range_is_never_copied_and_always_brought_down(source, top):
    plan = plan_ladder(source, top=top, loudness=None)
    if source.picture.colour.high_range:
        assert plan.encoded == plan.rungs
        assert plan.frames.tone_map == source.picture.colour.high_range
    else:
        assert plan.frames.tone_map == ""


@given(sources)
def test_a_remux_keeps_everything_and_is_offered_only_where_players_take_it(source):
    if not fits_players(source):
        with pytest.raises(ValueError, match="fits players"):
            plan_remux(source)
        return
    plan = plan_remux(source)
    assert [rung.copied for rung in plan.rungs] == [True]
    gaps = zip(source.picture.keyframes_ms, source.picture.keyframes_ms[1:], strict=False)
    assert all(after - before <= LONGEST_GAP_MS for before, after in gaps)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), ["v360", "v540", "v720"]),
        ((1280, 720), ["v360", "v540", "v720"]),
        ((720, 1280), ["v360", "v540", "v720"]),
        ((854, 480), ["v360", "v480"]),
        ((640, 360), ["v360"]),
        ((320, 240), ["v240"]),
        ((960, 600), ["v360", "v540"]),
    ],
)
def test_rungs_by_the_shorter_side(size, expected):
    assert names(recording(*size, bits_per_second=20_000_000)) == expected


def test_1080_is_a_matter_of_policy():
    assert names(recording(1920, 1080, bits_per_second=9_000_000), top=1080)[-1] == "v1080"


def test_a_phone_held_upright_gets_upright_rungs():
    plan = plan_ladder(recording(1280, 720, rotation=90), top=720, loudness=None)
    assert [(rung.width, rung.height) for rung in plan.rungs] == [(360, 640), (540, 960), (720, 1280)]


@pytest.mark.parametrize(
    "change",
    [
        {"codec": "hevc"},
        {"pixel_format": "yuv420p10le"},
        {"rotation": 90},
        {"interlaced": True},
        {"colour": Colour(transfer="arib-std-b67")},
        {"pixel_aspect": 1.5},
        {"keyframes_ms": (0, 4001)},
        {"keyframes_ms": ()},
        {"start_ms": 200, "keyframes_ms": tuple(range(200, 60_000, 2000))},
        {"keyframes_ms": (-1200, *range(800, 60_000, 2000))},
    ],
)
def test_what_does_not_fit_is_encoded(change):
    assert "v720=" in names(recording())
    assert "v720=" not in names(recording(**change))
    assert not fits_players(recording(**change))


@pytest.mark.parametrize(
    ("measured", "made"),
    [
        (59.94, Fraction(30000, 1001)),
        (60.0, Fraction(30)),
        (50.0, Fraction(25)),
        (240.0, Fraction(30)),
        (25.0, None),
        (30.3, None),
    ],
)
def test_fast_recordings_lose_every_other_frame(measured, made):
    plan = plan_ladder(recording(frame_rate=measured, bits_per_second=9_000_000), top=720, loudness=None)
    assert plan.frames.frame_rate == made


def test_a_fast_recording_is_not_passed_on_as_it_is():
    assert "v720=" not in names(recording(frame_rate=60.0))


def test_an_unsteady_phone_recording_gets_the_rate_its_camera_meant():
    source = recording(frame_rate=30.303, variable_rate=True, bits_per_second=9_000_000)
    assert plan_ladder(source, top=720, loudness=None).frames.frame_rate == 30


def test_a_picture_that_ends_long_before_the_sound_waits_for_it():
    source = recording(duration_ms=55_000)
    plan = plan_ladder(source, top=720, loudness=None)
    assert (plan.frames.hold_last_ms, plan.audio.length_ms, plan.encoded) == (5000, 60_000, plan.rungs)


def test_sound_that_is_a_little_longer_ends_with_a_copied_picture():
    source = recording(duration_ms=59_500)
    for plan in (plan_remux(source), plan_ladder(source, top=720, loudness=None)):
        assert plan.rungs[-1].copied
        assert (plan.audio.copied, plan.audio.length_ms) == (False, 59_500)


def test_a_picture_that_begins_late_is_shown_from_the_beginning():
    source = recording(start_ms=700, keyframes_ms=tuple(range(700, 60_000, 2000)))
    assert plan_ladder(source, top=720, loudness=None).frames.fill_start


def test_surround_becomes_two_channels():
    source = recording()
    surround = replace(source, sound=replace(source.sound, channels=6, layout="5.1"))
    audio = plan_ladder(surround, top=720, loudness=Loudness(-16.0, -3.0)).audio
    assert (audio.copied, audio.channels) == (False, 2)


def test_loudness_decides_about_the_sound():
    def audio(lufs, peak):
        return plan_ladder(recording(), top=720, loudness=Loudness(lufs, peak)).audio

    assert audio(-16.5, -3).copied
    assert not audio(-16.5, -1).copied
    assert audio(-23.0, -12).level == Level(7.0, limited=False)
    assert audio(-23.0, -4).level.limited
    assert audio(-50.0, -30).level.gain_db == 20
    assert audio(None, -70).level.gain_db == 0


def test_packets_of_a_transport_stream_are_not_copied():
    stream = replace(recording(), container="mpegts")
    plan = plan_ladder(stream, top=720, loudness=Loudness(-16, -3))
    assert not any(rung.copied for rung in plan.rungs)
    assert not plan.audio.copied


def test_groups_divide_segments():
    assert LONGEST_GAP_MS % (GOP_SECONDS * 1000) == 0
