"""Numbers as people type them, and the ones that are refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.numbers import read_number, split_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", "12.5"),
        ("１２．５", "12.5"),
        (" -3 ", "-3"),
        ("−3", "-3"),
        ("+7", "7"),
        ("1,234,567.8", "1234567.8"),
        ("007", "7"),
    ],
)
def test_read(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "Infinity",
        "-inf",
        "1e999999999",
        "0x10",
        "1_000",
        "12,34",
        "1.2.3",
        "十二",
        "9" * 16,
        "½",
        "٣",
        "--1",
        "1.",
    ],
)
def test_refused(text):
    assert read_number(text) is None


def test_a_unit_may_follow():
    assert split_number("12.5 km") == (Decimal("12.5"), "km")
    assert split_number("32学时") == (Decimal(32), "学时")


@given(st.text())
def test_whatever_is_typed_gives_a_finite_number_or_none(text):
    found = split_number(text)
    assert found is None or (found[0].is_finite() and abs(found[0]) < 10**15)
