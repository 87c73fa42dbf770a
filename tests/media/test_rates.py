"""What a measured frame rate was meant to be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.rates import HIGHEST, SLACK, STANDARD, meant, slowed, too_fast


@pytest.mark.parametrize("standard", STANDARD)
def test_a_rounded_standard_rate_is_recognised(standard):
    assert meant(round(float(standard), 3), steady=True) == standard


def test_a_steady_odd_rate_stays_as_it_is():
    assert meant(14.0, steady=True) == 14
    assert meant(28.7, steady=True) == pytest.approx(28.7, abs=0.001)


def test_an_unsteady_one_is_taken_to_the_nearest_standard():
    assert meant(30.303, steady=False) == 30
    assert meant(58.8, steady=False) == Fraction(60000, 1001)
    assert meant(16.949, steady=False) == pytest.approx(16.949, abs=0.001)


@given(st.floats(1, 1000), st.booleans())
def test_what_is_slowed_is_a_whole_part_and_no_slower_than_need_be(measured, steady):
    rate = meant(measured, steady=steady)
    result = slowed(rate)
    parts = rate / result
    assert parts.denominator == 1
    assert result <= HIGHEST * SLACK
    assert parts == 1 or too_fast(rate / (parts - 1))
