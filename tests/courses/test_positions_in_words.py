"""Positions in a recording, as people write and read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.durations import clock, milliseconds, minutes_in_words


@given(st.integers(0, 99 * 3600))
def test_a_position_that_is_shown_can_be_written_back(second):
    assert milliseconds(clock(second)) == second * 1000


@pytest.mark.parametrize("text", ["", "5", "1:5", "1:60", "-1:00", "1:00:00:00", "１分"])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        milliseconds(text)


def test_a_lecture_lasts_at_least_a_minute():
    with translation.override("en"):
        assert [minutes_in_words(Decimal(value)) for value in ("0.2", "1.4", "1.5")] == [
            "1 minute",
            "1 minute",
            "2 minutes",
        ]
