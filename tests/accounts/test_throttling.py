"""The arithmetic of waiting: free tries, doubling, a cap, and what an attacker gets out of it at best."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.accounts.throttling import Limits, network_of

MINUTE = timedelta(minutes=1)
limits_of_any_school = st.builds(
    Limits,
    free_tries=st.integers(3, 20),
    first_delay=st.integers(1, 240).map(lambda minutes: minutes * MINUTE),
    longest_delay=st.integers(1, 1440).map(lambda minutes: minutes * MINUTE),
    forgotten_after=st.integers(1, 168).map(lambda hours: timedelta(hours=hours)),
)
DEFAULT = Limits(5, 30 * MINUTE, 240 * MINUTE, timedelta(hours=24))


def test_the_default_waits_half_an_hour_after_five_failures_and_doubles_to_four_hours():
    waits = [DEFAULT.delay_after(failures) // MINUTE for failures in range(11)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 240, 240]


@given(limits_of_any_school, st.integers(0, 400))
def test_waits_only_grow_and_never_pass_the_cap(limits, failures):
    before, after = limits.delay_after(failures), limits.delay_after(failures + 1)
    assert before <= after <= max(limits.longest_delay, limits.first_delay)
    assert (after > timedelta(0)) == (failures + 1 >= limits.free_tries)


def most_tries(limits: Limits, within: timedelta) -> int:
    """The best an attacker can do in that time: some batches begun anew after a pause, cheapest delays first."""
    best = 0
    for resets in range(within // limits.forgotten_after + 1):
        batches, left = resets + 1, within - resets * limits.forgotten_after
        tries, level = batches * limits.free_tries, limits.free_tries
        while (affordable := min(batches, left // limits.delay_after(level))) > 0:
            tries, left, level = tries + affordable, left - affordable * limits.delay_after(level), level + 1
        best = max(best, tries)
    return best


def test_a_day_of_guessing_from_one_network_is_worth_a_dozen_tries():
    assert most_tries(DEFAULT, timedelta(hours=24)) <= 13


@settings(deadline=None)  # the bound is worked out naively
@given(limits_of_any_school, st.lists(st.sampled_from((0, 0, 1, 29, 31, 59, 61, 240, 1441)), max_size=80))
def test_no_rhythm_of_guessing_beats_the_bound(limits, pauses):
    """Any attacker, any pauses in minutes: what is looked at within the time stays below the bound."""
    start = now = datetime(2026, 11, 23, tzinfo=UTC)
    failures, last, locked = 0, None, None
    looked_at = 0
    for pause in pauses:
        now += pause * MINUTE
        if locked is not None and now < locked:
            continue
        if last is not None and limits.are_forgotten(last_at=last, locked_until=locked, at=now):
            failures = 0
        failures, last = failures + 1, now
        delay = limits.delay_after(failures)
        locked = now + delay if delay else None
        looked_at += 1
    assert looked_at <= most_tries(limits, now - start)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_neighbours_share_a_network(address, network):
    assert network_of(address) == network
