"""The verdict on one beat, and the bound that holds for every sequence of beats."""

from dataclasses import replace
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.beats import CLOCK_MS, Account, Beat, BeatRefused, Refusal, Terms, judge, parse_beat
from progress.coverage import Played, Timeline
from progress.intervals import measure
from tests.progress.rules import RULES
from tests.progress.strategies import beats

T0 = 1_795_000_000_000
TERMS = Terms.under(RULES, t0_ms=T0, timeline=Timeline(40_000), zone=ZoneInfo("Asia/Shanghai"), closed_ms=None)


def beat(wall, *media, seq=1):
    return Beat(seq=seq, wall=wall, media=media, rate=1.0)


def verdict(one, *, account=None, now_ms=T0 + 30_000, terms=TERMS):
    try:
        return judge(one, terms=terms, account=account or Account(), now_ms=now_ms)
    except BeatRefused as refused:
        return refused.refusal


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (beat((-1, 5_000), (0, 5_000)), Refusal.BEFORE_START),
        (beat((0, 30_000 + CLOCK_MS + 1), (0, 5_000)), Refusal.IN_THE_FUTURE),
        (beat((5_000, 5_000), (0, 1_000)), Refusal.MALFORMED),
        (beat((0, 5_000)), Refusal.NOTHING_PLAYED),
        (beat((0, 5_000), (3_000, 3_000)), Refusal.NOTHING_PLAYED),
        (beat((0, 5_000), (-1, 3_000)), Refusal.OUTSIDE_RECORDING),
        (beat((0, 5_000), (40_000, 41_001)), Refusal.OUTSIDE_RECORDING),
        (beat((0, 1), (0, 5_000)), Refusal.TOO_FAST),
        (beat((0, 10_000), (0, 22_001)), Refusal.TOO_FAST),
    ],
)
def test_the_impossible_is_refused(one, refusal):
    assert verdict(one) == refusal


def test_the_clock_may_run_two_seconds_ahead():
    assert verdict(beat((0, 32_000), (0, 10_000))).new_seconds == 10


def test_twice_the_speed_is_free_even_when_the_borders_round_up():
    assert verdict(beat((0, 10_000), (4_500, 24_500))).new_seconds == 21


def test_time_is_spent_once_over_all_sessions():
    first = verdict(beat((0, 10_000), (0, 10_000)))
    elsewhere = replace(TERMS, t0_ms=T0 + 3_000, timeline=Timeline(90_000))
    assert verdict(beat((0, 5_000), (0, 5_000)), account=first.account, terms=elsewhere) == Refusal.TIME_ALREADY_SPENT
    other = replace(first.account, played=Played())
    assert verdict(beat((7_000, 9_000), (0, 2_000)), account=other, terms=elsewhere).new_seconds == 2


def test_the_tolerance_is_borrowed_once_per_session_and_is_wall_time_itself():
    first = verdict(beat((0, 1_000), (0, 3_000)))
    assert measure(first.borrowed) == 500
    second = verdict(beat((1_000, 2_000), (3_000, 6_000)), account=first.account)
    assert measure(second.borrowed) == 500
    assert verdict(beat((2_000, 3_000), (6_000, 9_000)), account=second.account) == Refusal.TOO_FAST


def test_sessions_opened_at_once_share_one_tolerance():
    account = Account()
    accepted = 0
    for n in range(20):
        terms = replace(TERMS, t0_ms=T0 + n, timeline=Timeline(40_000))
        outcome = verdict(beat((n, n + 1), (n * 1_000, n * 1_000 + 1_000)), account=account, terms=terms)
        if not isinstance(outcome, Refusal):
            account, accepted = outcome.account, accepted + 1
    assert accepted == 2


def test_late_reports_are_marked_and_limited_by_the_day():
    terms = replace(TERMS, offline_cap_ms=20_000)
    late = verdict(beat((0, 30_000), (0, 30_000)), now_ms=T0 + 70_000, terms=terms)
    assert late.offline_ms == 10_000
    more = beat((30_000, 45_000), (0, 5_000))
    assert verdict(more, account=late.account, now_ms=T0 + 999_000, terms=terms) == Refusal.OFFLINE_LIMIT
    assert verdict(more, account=late.account, now_ms=T0 + 100_000, terms=terms).offline_ms == 10_000


def test_what_came_before_the_end_of_the_sign_in_still_counts():
    closed = replace(TERMS, closed_ms=T0 + 10_000)
    assert verdict(beat((0, 10_000), (0, 10_000)), terms=closed).new_seconds == 10
    assert verdict(beat((5_000, 10_001), (0, 5_000)), terms=closed) == Refusal.VIEWING_CLOSED


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"seq": True, "wall": [0, 1], "media": []},
        {"seq": 0, "wall": [0, 1], "media": []},
        {"seq": 1.0, "wall": [0, 1], "media": []},
        {"seq": 2**31, "wall": [0, 1], "media": []},
        {"seq": 1, "wall": [0], "media": []},
        {"seq": 1, "wall": [5, 1], "media": []},
        {"seq": 1, "wall": [0, float("nan")], "media": []},
        {"seq": 1, "wall": [0, float("inf")], "media": []},
        {"seq": 1, "wall": [0, 1e300], "media": []},
        {"seq": 1, "wall": [0, 10**400], "media": []},
        {"seq": 1, "wall": [0, "1"], "media": []},
        {"seq": 1, "wall": [0, 1], "media": "12"},
        {"seq": 1, "wall": [0, 1], "media": [[0, None]]},
        {"seq": 1, "wall": [0, 1], "media": [[0, 1]] * 61},
        {"seq": 1, "wall": [0, 1], "media": [[0, 1]], "rate": 0},
        {"seq": 1, "wall": [0, 1], "media": [[0, 1]], "rate": float("nan")},
        {"seq": 1, "wall": [0, 1], "media": [[0, 1]], "rate": -1},
    ],
)
def test_what_cannot_be_read_is_refused(raw):
    with pytest.raises(BeatRefused) as refused:
        parse_beat(raw)
    assert refused.value.refusal == Refusal.MALFORMED


def test_fractions_of_milliseconds_touch_where_they_touched():
    one, two = (
        parse_beat({"seq": 1, "wall": [a, b], "media": [[a, b]], "rate": 1.25}) for a, b in [(0, 9.5), (9.5, 20)]
    )
    assert one.wall[1] == two.wall[0]


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 40_000), beats()),
        max_size=40,
    ),
    st.sampled_from(["1", "1.5", "2", "2.25"]),
)
def test_credited_seconds_never_exceed_the_rate_cap_times_spent_time(messages, cap):
    """Four sessions of two recordings, opened in one second, and whatever order of whatever beats."""
    terms = [
        replace(TERMS, t0_ms=T0 + n * 300, timeline=Timeline(20_000 + n % 2 * 20_000), rate_cap=Fraction(cap))
        for n in range(4)
    ]
    bits = [Played(), Played()]
    account = Account()
    for which, now_ms, one in messages:
        account = replace(account, played=bits[which % 2])
        outcome = verdict(one, account=account, now_ms=T0 + now_ms, terms=terms[which])
        if not isinstance(outcome, Refusal):
            account = outcome.account
            bits[which % 2] = account.played
            assert measure(outcome.borrowed) * Fraction(cap) <= 2_000
            assert outcome.wall[1] <= T0 + now_ms + CLOCK_MS
        credited = 1000 * sum(played.bits.bit_count() for played in bits)
        assert credited <= Fraction(cap) * measure(account.spent)
