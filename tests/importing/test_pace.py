"""Chunks shrink on a slow machine and grow on a quick one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from school.importing.pace import FEWEST, Pace


@given(st.integers(FEWEST, 1000), st.lists(st.floats(0, 60)))
def test_a_chunk_is_never_empty_and_never_larger_than_allowed(most, took):
    pace = Pace(most)
    for seconds in took:
        pace.note(seconds)
        assert FEWEST <= pace.rows <= most


def test_it_settles_where_a_transaction_takes_half_a_second():
    pace = Pace(250)
    for _chunk in range(12):
        pace.note(pace.rows * 0.01)
    assert pace.rows * 0.01 <= 0.5
    for _chunk in range(12):
        pace.note(pace.rows * 0.0001)
    assert pace.rows == 250
