"""How long a job will still take."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.estimating import after, begun, remaining_seconds

readings = st.lists(st.tuples(st.floats(0.1, 20), st.integers(0, 60_000)), min_size=1, max_size=30)


def run(steps, *, began=100.0):
    """Paces after each (seconds passed, milliseconds done)."""
    pace, at, done = begun(began), began, 0
    for passed, gained in steps:
        at, done = at + passed, done + gained
        pace = after(pace, at=at, done_ms=done)
        yield pace, at


def last(steps):
    *_, (pace, at) = run(steps)
    return pace, at


def test_at_a_constant_speed_the_figure_is_exact():
    pace, at = last([(1.0, 2000)] * 10)
    assert remaining_seconds(pace, total_ms=60_000, at=at) == 20
    assert remaining_seconds(pace, total_ms=60_000, at=at + 5) == 15


def test_nothing_is_promised_in_the_first_moments():
    assert remaining_seconds(begun(100.0), total_ms=60_000, at=100.0) is None
    pace, at = last([(1.0, 5000)])
    assert remaining_seconds(pace, total_ms=60_000, at=at) is None


def test_a_slower_machine_is_noticed_within_a_quarter_of_a_minute():
    pace, at = last([(1.0, 2000)] * 20 + [(1.0, 500)] * 15)
    assert remaining_seconds(pace, total_ms=107_500, at=at) == pytest.approx(60 / 1.05, abs=4)


def test_one_hiccup_hardly_changes_it():
    calm, stalled = last([(1.0, 2000)] * 30), last([(1.0, 2000)] * 29 + [(1.0, 1)])
    figures = [remaining_seconds(pace, total_ms=600_000, at=at) for pace, at in (calm, stalled)]
    assert figures[1] == pytest.approx(figures[0], rel=0.1)


def test_it_never_falls_below_nothing():
    pace, at = last([(1.0, 10_000)] * 6)
    assert remaining_seconds(pace, total_ms=50_000, at=at + 60) == 0


@given(readings, st.integers(1, 600_000))
def test_it_lies_between_the_fastest_and_the_slowest_stretch(steps, total):
    pace, at = last(steps)
    left = remaining_seconds(pace, total_ms=total, at=at)
    if left is None:
        return
    done = sum(gained for _, gained in steps)
    moments = list(accumulate((passed for passed, _ in steps), initial=0.0))
    marks = [0.0, *(moments[place + 1] for place, (_, gained) in enumerate(steps) if gained)]
    gains = [gained for _, gained in steps if gained]
    speeds = [gained / 1000 / (after - before) for gained, (before, after) in zip(gains, pairwise(marks), strict=True)]
    since = moments[-1] - marks[-1]
    missing = max(0, total - done) / 1000
    assert missing / max(speeds) - since - 0.01 <= left <= max(0.0, missing / min(speeds) - since) + 1.01


@given(readings)
def test_readings_that_go_back_are_passed_over(steps):
    pace, at = last(steps)
    assert after(pace, at=at + 1, done_ms=pace.done_ms - 1) == pace
    assert after(pace, at=pace.at, done_ms=pace.done_ms + 1) == pace
