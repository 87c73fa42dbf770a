"""Interval sets against plain sets of milliseconds."""

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from progress.intervals import by_day, common, latest, measure, milliseconds, moment, union, without
from tests.progress.strategies import intervals

sets = st.lists(intervals(60), max_size=6).map(union)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def points(of):
    return {point for start, end in of for point in range(start, end)}


@given(sets, sets)
def test_the_operations_are_those_of_sets(left, right):
    assert points(union(left, right)) == points(left) | points(right)
    assert points(common(left, right)) == points(left) & points(right)
    assert points(without(left, right)) == points(left) - points(right)
    assert measure(left) == len(points(left))


@given(sets, sets)
def test_results_are_sorted_and_never_touch(left, right):
    for result in (union(left, right), common(left, right), without(left, right)):
        assert all(start < end for start, end in result)
        assert all(before[1] < after[0] for before, after in pairwise(result))


@given(sets, st.integers(0, 80))
def test_the_latest_part_is_the_end_of_the_set(some, length):
    part = latest(some, length=length)
    assert points(part) == set(sorted(points(some))[-length:] if length else [])


@given(st.integers(1_700_000_000_000, 1_900_000_000_000), st.integers(1, 300_000_000))
def test_days_are_cut_at_the_schools_midnight(start, length):
    pieces = list(by_day((start, start + length), zone=SHANGHAI))
    assert union(piece for _day, piece in pieces) == ((start, start + length),)
    for day, (begins, ends) in pieces:
        assert moment(begins).astimezone(SHANGHAI).date() == day
        assert moment(ends - 1).astimezone(SHANGHAI).date() == day


def test_an_evening_over_midnight_belongs_to_two_days():
    end = 1_800_000_000_000
    days = [day for day, _piece in by_day((end - 86_400_000, end), zone=SHANGHAI)]
    assert days == [date(2027, 1, 14), date(2027, 1, 15)]
    assert milliseconds(moment(end)) == end
