"""What the dates of one person must agree on."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from school.importing.rules import STAGE_OF_STEP, STEPS, age_on, check_dates, stage_of

TODAY = date(2026, 11, 23)
BORN = date(1980, 5, 6)


def codes(dates, **facts):
    return [(finding.column, finding.code) for finding in check_dates(dates, today=TODAY, **facts)]


@given(st.lists(st.integers(0, 900), min_size=5, max_size=5), st.sets(st.sampled_from(STEPS)))
def test_steps_in_order_are_never_blamed(gaps, left_out):
    day, dates = date(1999, 1, 1), {"birth_on": BORN}
    for step, gap in zip(STEPS, gaps, strict=True):
        day += timedelta(days=gap + (step == "full_on"))
        if step not in left_out:
            dates[step] = day
    assert codes(dates, stage="full") == []


@given(st.permutations(range(5)), st.data())
def test_steps_out_of_order_are_always_blamed(order, data):
    if list(order) == sorted(order):
        return
    days = [date(2000, 1, 1) + timedelta(days=400 * number) for number in order]
    found = codes(dict(zip(STEPS, days, strict=True)))
    assert any(code == "date-order" for _column, code in found)


def test_full_membership_begins_after_joining_and_everything_else_may_fall_on_one_day():
    same = dict.fromkeys(STEPS, date(2000, 1, 1))
    assert codes(same) == [("full_on", "date-order")]


def test_nobody_applies_before_the_eighteenth_birthday():
    assert codes({"birth_on": BORN, "applied_on": date(1998, 5, 5)}) == [("applied_on", "too-young")]
    assert codes({"birth_on": BORN, "applied_on": date(1998, 5, 6)}) == []
    assert codes({"joined_on": date(1949, 12, 30)}, number="11010519491231002X") == [("joined_on", "too-young")]
    assert age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert age_on(date(2004, 2, 29), date(2022, 3, 1)) == 18


def test_the_stage_is_never_behind_the_dates():
    for step, stage in STAGE_OF_STEP.items():
        assert stage_of({step: date(2000, 1, 1)}) == stage
        assert codes({step: date(2000, 1, 1)}, stage=stage) == []
    assert codes({"joined_on": date(2000, 1, 1)}, stage="activist") == [("stage", "stage-behind-dates")]


def test_days_to_come_are_blamed():
    assert codes({"applied_on": TODAY + timedelta(days=1)}) == [("applied_on", "date-in-future")]
    assert codes({"applied_on": TODAY}) == []
