"""When answers may leave the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import Release
from quizzes.release import AFTER_LAST, AFTER_SUBMIT, is_released

facts = st.fixed_dictionaries(
    {
        "passed_once": st.booleans(),
        "attempts_closed": st.integers(0, 5),
        "allowed": st.none() | st.integers(1, 5),
    }
)


@given(st.sampled_from([AFTER_SUBMIT, AFTER_LAST, "a rule of later"]), facts)
def test_nothing_is_released_before_submission(rule, known):
    assert not is_released(rule, closed=False, **known)


@pytest.mark.parametrize(
    ("passed_once", "attempts_closed", "allowed", "released"),
    [(False, 1, 3, False), (False, 3, 3, True), (True, 1, 3, True), (False, 9, None, False), (True, 1, None, True)],
)
def test_after_the_last_means_passed_or_no_attempt_left(passed_once, attempts_closed, allowed, released):
    said = is_released(
        AFTER_LAST, closed=True, passed_once=passed_once, attempts_closed=attempts_closed, allowed=allowed
    )
    assert said is released


def test_the_rules_have_the_names_that_quizzes_store():
    assert {AFTER_SUBMIT, AFTER_LAST} == set(Release.values)
