"""Presence survives killed processes and dead batteries, and two devices are one person."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.intervals import suggests_present, time_covered
from realtime.models import PresenceInterval
from realtime.services.presence import beat, close_stale, join, leave
from realtime.tasks import close_stale_presence

START = datetime(2026, 11, 23, 19, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def minute(number):
    return START + timedelta(minutes=number)


@pytest.mark.django_db
def test_joining_twice_with_one_device_is_being_there_once(room, learner, at):
    assert join(session=room, member=learner, device="a", at=at) == join(
        session=room, member=learner, device="a", at=at + timedelta(seconds=30)
    )
    join(session=room, member=learner, device="b", at=at)
    assert PresenceInterval.objects.people_in(room, at=at + timedelta(seconds=30)) == 1


@pytest.mark.django_db
def test_whoever_leaves_is_no_longer_counted_and_keeps_the_time(room, learner, at):
    interval = join(session=room, member=learner, device="a", at=at)
    left = leave(interval=interval, at=at + timedelta(minutes=3))
    assert leave(interval=interval, at=at + timedelta(minutes=9)) == left
    assert left.until == at + timedelta(minutes=3)
    assert PresenceInterval.objects.people_in(room, at=at + timedelta(minutes=3)) == 0


@pytest.mark.django_db
def test_a_device_that_vanishes_was_there_until_it_was_last_heard_of(room, learner, at):
    interval = join(session=room, member=learner, device="a", at=at)
    beat(interval=interval, at=at + timedelta(seconds=60))
    # The process is killed here: nobody calls leave().
    assert close_stale(at=at + timedelta(seconds=100)) == 0
    assert PresenceInterval.objects.people_in(room, at=at + timedelta(seconds=200)) == 0
    assert close_stale(at=at + timedelta(seconds=200)) == 1
    interval.refresh_from_db()
    assert interval.left_at == at + timedelta(seconds=60)


@pytest.mark.django_db
def test_a_device_that_comes_back_after_silence_begins_a_new_interval(room, learner, at):
    first = join(session=room, member=learner, device="a", at=at)
    second = join(session=room, member=learner, device="a", at=at + timedelta(minutes=10))
    assert second != first
    first.refresh_from_db()
    assert first.left_at == at


@pytest.mark.django_db
def test_the_minutely_task_ends_what_was_left_behind(room, learner, at):
    interval = join(session=room, member=learner, device="a", at=at - timedelta(days=3))
    close_stale_presence()
    interval.refresh_from_db()
    assert interval.left_at == interval.last_seen_at


def test_two_devices_at_once_count_once():
    both = [(minute(0), minute(30)), (minute(10), minute(40))]
    assert time_covered(both, window=(minute(0), minute(90))) == timedelta(minutes=40)


def test_time_outside_the_session_does_not_count():
    assert time_covered([(minute(-60), minute(5)), (minute(80), minute(200))], window=(minute(0), minute(90))) == (
        timedelta(minutes=15)
    )


def test_the_suggestion_asks_for_the_share_and_never_arises_from_nothing():
    window = (minute(0), minute(90))
    assert suggests_present([(minute(0), minute(45))], window=window, share=Decimal("0.5"))
    assert not suggests_present([(minute(0), minute(44))], window=window, share=Decimal("0.5"))
    assert not suggests_present([], window=window, share=Decimal(0))


spans = st.lists(
    st.tuples(st.integers(-50, 150), st.integers(0, 80)).map(lambda s: (minute(s[0]), minute(s[0] + s[1]))), max_size=8
)


@given(spans)
def test_the_union_is_what_counting_minute_by_minute_gives(intervals):
    window = (minute(0), minute(90))
    counted = sum(any(start <= minute(m) < end for start, end in intervals) for m in range(90))
    assert time_covered(intervals, window=window) == timedelta(minutes=counted)
