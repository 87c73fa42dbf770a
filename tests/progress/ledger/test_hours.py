"""From minutes to quarter hours (DOMAIN §1.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.hours import course_cap, quarter_hours, within_cap
from tests.progress.rules import RULES

minutes = st.decimals(min_value=0, max_value=600, places=2)


@pytest.mark.parametrize(
    ("length", "hours"),
    [
        ("0", "0"),
        ("0.5", "0.25"),
        ("15", "0.25"),
        ("15.01", "0.25"),
        ("22.5", "0.5"),
        ("44.99", "0.75"),
        ("45", "1"),
        ("89", "1.75"),
        ("90", "2"),
    ],
)
def test_an_hour_is_forty_five_minutes_rounded_down_per_item(length, hours):
    assert quarter_hours(Decimal(length), RULES) == Decimal(hours)


@pytest.mark.parametrize(("length", "cap"), [("0", "0"), ("1", "0.25"), ("15", "0.5"), ("45", "1"), ("45.01", "1.25")])
def test_a_course_is_worth_its_length_rounded_up(length, cap):
    assert course_cap(Decimal(length), RULES) == Decimal(cap)


@given(st.lists(minutes, max_size=12))
def test_however_a_course_is_cut_it_credits_no_more_than_its_length(lengths):
    cap = course_cap(sum(lengths, Decimal(0)), RULES)
    credited = Decimal(0)
    for length in lengths:
        credited += within_cap(quarter_hours(length, RULES), already=credited, cap=cap)
    assert credited <= cap
    assert credited % Decimal("0.25") == 0


@given(minutes, minutes)
def test_longer_is_never_worth_less(one, other):
    shorter, longer = sorted((one, other))
    assert quarter_hours(shorter, RULES) <= quarter_hours(longer, RULES)
