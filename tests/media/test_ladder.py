"""What is made of a file, for every kind of file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.ladder import (
    COPY_ALLOWANCE,
    GOP_SECONDS,
    LONGEST_GAP_MS,
    Loudness,
    fits_players,
    plan_ladder,
    plan_remux,
)
from media.source import Picture, Sound, Source

sides = st.integers(16, 8192)
pictures = st.builds(
    Picture,
    index=st.just(0),
    codec=st.sampled_from(["h264", "hevc", "vp9", "mpeg4"]),
    profile=st.sampled_from(["High", "Main", ""]),
    pixel_format=st.sampled_from(["yuv420p", "yuv420p10le", "yuv444p"]),
    width=sides,
    height=sides,
    rotation=st.sampled_from([0, 90, 180, 270]),
    pixel_aspect=st.sampled_from([1.0, 1.0, 4 / 3, 0.9]),
    frame_rate=st.floats(5, 240),
    bits_per_second=st.integers(10_000, 50_000_000),
    start_ms=st.integers(0, 100),
    duration_ms=st.just(60_000),
    keyframes_ms=st.lists(st.integers(0, 60_000), max_size=40).map(lambda marks: (0, *sorted(marks))),
)
sounds = st.builds(
    Sound,
    index=st.just(1),
    codec=st.sampled_from(["aac", "mp3", "opus"]),
    profile=st.sampled_from(["LC", "HE-AAC"]),
    channels=st.integers(1, 6),
    sample_rate=st.sampled_from([16_000, 44_100, 48_000]),
    bits_per_second=st.integers(8_000, 600_000),
    start_ms=st.integers(0, 100),
    duration_ms=st.just(60_000),
)
sources = st.builds(
    Source,
    container=st.sampled_from(["mov,mp4,m4a", "matroska,webm", "mpegts"]),
    duration_ms=st.just(60_000),
    picture=pictures,
    sound=st.none() | sounds,
)
tops = st.sampled_from([720, 1080])
loudnesses = st.none() | st.builds(Loudness, integrated_lufs=st.none() | st.floats(-69, 0), peak_dbfs=st.floats(-69, 3))


def recording(width=1280, height=720, rotation=0, **changes) -> Source:
    """A phone recording that fits players, unless changed."""
    picture = {
        "index": 0,
        "codec": "h264",
        "profile": "High",
        "pixel_format": "yuv420p",
        "width": width,
        "height": height,
        "rotation": rotation,
        "pixel_aspect": 1.0,
        "frame_rate": 30.0,
        "bits_per_second": 1_500_000,
        "start_ms": 0,
        "duration_ms": 60_000,
        "keyframes_ms": tuple(range(0, 60_000, 2000)),
    }
    sound = Sound(1, "aac", "LC", 2, 48_000, 96_000, 0, 60_000)
    return Source("mov", 60_000, Picture(**picture | changes), sound)


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
        assert (plan.keyframes, plan.frame_rate) == ("source", None)


@given(sources, tops, loudnesses)
def test_sound_is_planned_exactly_when_there_is_some_and_is_never_lifted_by_more_than_20_db(source, top, loudness):
    audio = plan_ladder(source, top=top, loudness=loudness).audio
    assert (audio is None) == (source.sound is None)
    if audio:
        assert audio.gain_db <= 20
        assert not (audio.copied and audio.gain_db)


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


def test_fast_recordings_are_brought_to_thirty_frames():
    plan = plan_ladder(recording(frame_rate=59.94, bits_per_second=9_000_000), top=720, loudness=None)
    assert plan.frame_rate == 30
    assert plan_ladder(recording(frame_rate=25.0), top=720, loudness=None).frame_rate is None


def test_loudness_decides_about_the_sound():
    def audio(lufs, peak):
        return plan_ladder(recording(), top=720, loudness=Loudness(lufs, peak)).audio

    assert audio(-16.5, -3).copied
    assert (audio(-23.0, -12).gain_db, audio(-23.0, -12).limited) == (7.0, False)
    assert audio(-23.0, -4).limited
    assert audio(-50.0, -30).gain_db == 20
    assert audio(None, -70).gain_db == 0


def test_packets_of_a_transport_stream_are_not_copied():
    stream = replace(recording(), container="mpegts")
    plan = plan_ladder(stream, top=720, loudness=Loudness(-16, -3))
    assert not any(rung.copied for rung in plan.rungs)
    assert not plan.audio.copied


def test_groups_divide_segments():
    assert LONGEST_GAP_MS % (GOP_SECONDS * 1000) == 0
