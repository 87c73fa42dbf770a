"""The bitmap: which seconds are set, that it only grows, and when it is enough."""

from fractions import Fraction
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.coverage import (
    Played,
    Timeline,
    from_bytes,
    merge,
    play,
    required_bits,
    runs,
    standing,
    threshold,
    to_bytes,
)
from progress.intervals import union
from tests.progress.rules import RULES
from tests.progress.strategies import reports, timelines

LONG = Timeline(40_000)


def seconds_of(played):
    return [second for start, end in runs(played.bits) for second in range(start, end)]


def played_of(timeline, *some):
    return reduce(lambda before, media: play(before, media, timeline=timeline), some, Played())


@pytest.mark.parametrize(
    ("media", "seconds"),
    [
        ([(0, 10_000)], list(range(10))),
        ([(4_500, 5_000)], [4]),
        ([(4_501, 5_000)], []),
        ([(4_400, 4_900)], [4]),
        ([(4_499, 5_501)], [4, 5]),
        ([(4_700, 6_300)], [5]),
        ([(4_000, 4_250), (4_600, 4_850)], [4]),  # half of the second in one beat, though in two pieces
        ([(4_000, 4_250), (4_100, 4_350)], []),  # heard twice is not heard longer
        ([(39_000, 41_000)], [39]),
    ],
)
def test_a_second_counts_when_half_of_it_was_played(media, seconds):
    assert seconds_of(played_of(LONG, media)) == seconds


def test_contiguous_beats_add_up_in_any_order():
    first, second = [(3_000, 4_300)], [(4_300, 4_600)]
    assert seconds_of(played_of(LONG, first, second)) == [3, 4]
    assert seconds_of(played_of(LONG, second, first)) == [3, 4]


def test_beats_that_do_not_touch_do_not_add_up():
    assert seconds_of(played_of(LONG, [(4_000, 4_300)], [(4_600, 4_900)])) == []


def test_a_recording_shorter_than_a_second_has_one_second():
    short = Timeline(600)
    assert short.length == 1
    assert seconds_of(played_of(short, [(0, 299)])) == []
    assert seconds_of(played_of(short, [(0, 300)])) == [0]


@given(timelines, st.permutations(range(5)), st.lists(reports, min_size=5, max_size=5))
def test_the_order_of_beats_does_not_matter(timeline, order, some):
    assert played_of(timeline, *some) == played_of(timeline, *(some[i] for i in order))


@given(timelines, st.lists(reports, max_size=5))
def test_a_repeat_changes_nothing_and_nothing_is_ever_lost(timeline, some):
    before = Played()
    for media in some:
        after = play(before, media, timeline=timeline)
        assert before.bits & ~after.bits == 0
        assert play(after, media, timeline=timeline) == after
        before = after


@given(timelines, reports, reports, reports)
def test_merging_is_commutative_associative_and_idempotent(timeline, a, b, c):
    left, middle, right = (played_of(timeline, media) for media in (a, b, c))

    def both(one, other):
        return merge(one, other, timeline=timeline)

    assert both(left, middle) == both(middle, left)
    assert both(both(left, middle), right) == both(left, both(middle, right))
    assert both(left, left) == left
    assert both(left, middle) == played_of(timeline, a, b)


@given(st.lists(st.integers(0, 40_000), min_size=2, max_size=12).map(sorted))
def test_one_run_counts_the_same_however_it_is_cut_into_beats(cuts):
    whole = played_of(LONG, [(cuts[0], cuts[-1])])
    assert played_of(LONG, *([piece] for piece in pairwise(cuts))) == whole


@given(timelines, reports)
def test_never_more_seconds_than_the_rule_says(timeline, media):
    once = union(media)
    for second in seconds_of(played_of(timeline, media)):
        heard = sum(max(0, min(end, second * 1000 + 1000) - max(start, second * 1000)) for start, end in once)
        assert heard >= timeline.half_ms


@given(timelines, reports)
def test_storing_keeps_every_bit(timeline, media):
    bits = played_of(timeline, media).bits
    stored = to_bytes(bits, timeline=timeline)
    assert from_bytes(stored) == bits
    assert len(stored) == (timeline.length + 7) // 8


@pytest.mark.parametrize(
    ("seconds", "share"), [(1, "0.7004166"), (120, "0.75"), (300, "0.825"), (600, "0.95"), (3600, "0.95")]
)
def test_the_threshold_rises_with_the_length(seconds, share):
    assert float(threshold(Timeline(seconds * 1000), RULES)) == pytest.approx(float(share), abs=1e-6)


def test_intro_and_credits_need_not_be_watched():
    required = required_bits(LONG, from_ms=4_300, to_ms=35_900)
    assert runs(required) == ((5, 35),)
    judged = standing(played_of(LONG, [(5_000, 29_000)]).bits, required=required, share=Fraction(4, 5))
    assert judged.complete
    assert judged.percent == 80
    assert judged.missing == ((29, 35),)
    assert judged.covered == ((5, 29),)


def test_one_second_less_than_the_threshold_is_not_enough():
    required = required_bits(LONG, from_ms=None, to_ms=None)
    bits = played_of(LONG, [(0, 31_000)]).bits
    assert not standing(bits, required=required, share=Fraction(32, 40)).complete
    assert standing(bits, required=required, share=Fraction(31, 40)).complete


def test_a_recording_that_is_all_intro_is_required_whole():
    assert required_bits(LONG, from_ms=20_100, to_ms=20_900) == LONG.all
