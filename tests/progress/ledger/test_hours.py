"""From minutes to quarter hours (DOMAIN §1.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from progress.hours import course_cap, group_hours, lecture_hours, quarter_hours, within_cap
from progress.rules import Band, Rules
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
    assert course_cap([Decimal(length)], RULES) == Decimal(cap)


@given(st.lists(minutes, max_size=12))
def test_however_a_course_is_cut_it_credits_no_more_than_its_length(lengths):
    cap = course_cap(lengths, RULES)
    credited = Decimal(0)
    for length in lengths:
        credited += within_cap(quarter_hours(length, RULES), already=credited, cap=cap)
    assert credited <= cap
    assert credited % Decimal("0.25") == 0


@given(minutes, minutes)
def test_longer_is_never_worth_less(one, other):
    shorter, longer = sorted((one, other))
    assert quarter_hours(shorter, RULES) <= quarter_hours(longer, RULES)


PROVINCIAL = RULES.model_copy(
    update={
        "bands": (
            Band(up_to_minutes=15, hours=Decimal("0.25")),
            Band(up_to_minutes=30, inclusive=False, hours=Decimal("0.5")),
            Band(hours=Decimal(1)),
        ),
        "passed_test_hours": Decimal("0.5"),
    }
)
COLLEGE = RULES.model_copy(update={"group_minutes_per_hour": 60})


@pytest.mark.parametrize(
    ("length", "hours"), [("0", "0"), ("3", "0.25"), ("15", "0.25"), ("15.01", "0.5"), ("29.99", "0.5"), ("30", "1")]
)
def test_a_provincial_school_counts_by_bands(length, hours):
    assert quarter_hours(Decimal(length), PROVINCIAL) == Decimal(hours)


@pytest.mark.parametrize(
    ("lengths", "cap"), [([1], "0.25"), ([30], "1"), ([30, 30], "2"), ([1] * 10, "0.5"), ([90, 10], "3.5"), ([], "0")]
)
def test_by_bands_a_course_is_worth_its_minutes_at_the_best_band(lengths, cap):
    assert course_cap([Decimal(length) for length in lengths], PROVINCIAL) == Decimal(cap)


@given(minutes)
def test_by_bands_a_course_of_one_item_credits_all_of_it(length):
    assert course_cap([length], PROVINCIAL) >= quarter_hours(length, PROVINCIAL)


def test_a_passed_test_has_its_own_value_where_the_rules_say_so():
    assert lecture_hours(Decimal(0), PROVINCIAL, by_test=True) == Decimal("0.5")
    assert lecture_hours(Decimal(45), RULES, by_test=True) == 1


@pytest.mark.parametrize(("length", "hours"), [("59", "0.75"), ("60", "1"), ("240", "4"), ("0", "0")])
def test_a_college_counts_an_hour_of_the_clock_for_what_is_studied_together(length, hours):
    assert group_hours(Decimal(length), COLLEGE) == Decimal(hours)
    assert group_hours(Decimal(45), RULES) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"bands": [{"up_to_minutes": 15, "hours": "0.25"}]},
        {"bands": [{"up_to_minutes": 30, "hours": "0.5"}, {"up_to_minutes": 15, "hours": "0.5"}, {"hours": "1"}]},
        {"bands": [{"up_to_minutes": 15, "hours": "1"}, {"hours": "0.5"}]},
        {"bands": [{"hours": "0.3"}]},
        {"category_caps": {"self_paced": "0.5"}},
        {"passed_test_hours": "-0.25"},
    ],
)
def test_rules_that_contradict_themselves_are_refused(given):
    with pytest.raises(ValidationError):
        Rules.model_validate(RULES.model_dump() | given)
