"""What is long, how long troubled work waits, and how much room work needs: pure rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.backoff import MOST_ATTEMPTS, ROOM_WAITED_FOR, after_full_disk, after_trouble
from media.lanes import TAKEN_BY, Lane, lane_for

MINUTE = 60_000


@pytest.mark.parametrize(
    ("minutes", "pictures", "lane"),
    [
        (3, 3, Lane.SHORT),
        (15, 3, Lane.SHORT),
        (19, 3, Lane.SHORT),
        (20, 3, Lane.LONG),
        (45, 1, Lane.SHORT),
        (120, 3, Lane.LONG),
        (120, 0, Lane.SHORT),
    ],
)
def test_the_lane_follows_the_work(minutes, pictures, lane):
    assert lane_for(duration_ms=minutes * MINUTE, pictures=pictures) == lane


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 4))
def test_more_work_never_moves_to_the_faster_lane(one, other, pictures):
    shorter, longer = sorted((one, other))
    if lane_for(duration_ms=shorter, pictures=pictures) == Lane.LONG:
        assert lane_for(duration_ms=longer, pictures=pictures) == Lane.LONG


def test_everything_is_looked_at_before_anything_is_encoded():
    assert {taken[0] for taken in TAKEN_BY.values()} == {Lane.LOOK}
    assert Lane.LONG not in TAKEN_BY[Lane.SHORT]


def test_trouble_waits_thirty_seconds_then_five_minutes_then_ends():
    pauses = [after_trouble(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert pauses == [timedelta(seconds=30), timedelta(minutes=5), None]


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_a_full_disk_is_asked_again_ever_more_rarely_for_a_day(waited):
    pause = after_full_disk(waited)
    if waited >= ROOM_WAITED_FOR:
        assert pause is None
    else:
        assert timedelta(minutes=1) <= pause <= timedelta(minutes=15)
        assert pause >= after_full_disk(waited / 2)
