"""What cells say and what is meant, whichever way people or programs wrote it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.importing import identity, values
from school.importing.sheets.cells import Flaw, harmless, judged_text, unharmed
from school.importing.values import Misfit
from tests.importing.generator import SPELLINGS

# Serials of four or six digits, from before 1928 or after 2170, could as well be years and months.
DAYS = st.dates(date(1928, 1, 1), date(2170, 12, 31))


@given(DAYS)
def test_every_spelling_of_a_day_means_that_day(day):
    english = day.strftime("%d %B %Y"), day.strftime("%b %d, %Y"), f"{day.year} {day.month} {day.day}"
    for spelled in (*(spell(day) for spell in SPELLINGS), *english, day, datetime(day.year, day.month, day.day)):
        assert values.day(spelled) == day, spelled


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("２０２４年９月１日", date(2024, 9, 1)),
        ("二〇二四年九月一日", date(2024, 9, 1)),
        ("二零一九年十二月三十一日", date(2019, 12, 31)),
        ("2024-09-01T08:00:00Z", date(2024, 9, 1)),
        (45536, date(2024, 9, 1)),
        (45536.5, date(2024, 9, 1)),
        (20240901, date(2024, 9, 1)),
        ("20240901", date(2024, 9, 1)),
        (None, None),
        ("  ", None),
    ],
)
def test_days_in_unusual_spellings(written, meant):
    assert values.day(written) == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024.9", "date-without-day"),
        (2024.09, "date-without-day"),
        ("2024年9月", "date-without-day"),
        (2024, "date-without-day"),
        ("202409", "date-without-day"),
        ("2023-02-29", "date-does-not-exist"),
        ("2024年13月1日", "date-does-not-exist"),
        ("1024-01-01", "date-implausible"),
        ("soon", "date"),
        (True, "date"),
        ("二〇二四年十十月一日", "date"),
        (Flaw.FORMULA, "formula"),
    ],
)
def test_what_is_no_day_says_why(written, code):
    with pytest.raises(Misfit) as misfit:
        values.day(written)
    assert misfit.value.code in {code, "date-does-not-exist"}


@given(st.text())
def test_any_text_is_a_day_or_a_reason(text):
    try:
        found = values.day(judged_text(text))
    except Misfit:
        return
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("007", "007"), (2026001, "2026001"), (2026001.0, "2026001"), (" ２０２６ ００１ ", "2026001"), (None, "")],
)
def test_numbers_that_are_names_keep_their_zeros(cell, number):
    assert values.number(cell, longest=32) == number


@pytest.mark.parametrize("cell", [1.1010119900101e17, 110101199001011237, "1.10101E+17", 3.5])
def test_numbers_that_a_spreadsheet_has_rounded_are_refused(cell):
    with pytest.raises(Misfit, match="digits-lost"):
        values.number(cell, longest=32)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [("+86 138-0013-8000", "13800138000"), ("0086 13800138000", "13800138000"), (13800138000, "13800138000")],
)
def test_phones_lose_what_does_not_belong_to_them(cell, phone):
    assert values.phone(cell) == phone


def test_the_published_example_of_the_standard_has_its_check_sign():
    # GB 11643-1999, examples of the standard.
    assert identity.is_checked("11010519491231002X")
    assert identity.is_checked("440524188001010014")


@given(st.integers(110000, 659004), DAYS, st.integers(0, 999))
def test_exactly_one_sign_fits_an_id_number_and_a_changed_digit_never_does(region, born, order):
    first = f"{region}{born:%Y%m%d}{order:03}"
    right = first + identity.check_sign(first)
    assert identity.is_checked(right)
    assert identity.birth_date(right) == born
    assert sum(identity.is_checked(first + sign) for sign in "0123456789X") == 1
    for place in range(17):
        changed = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        assert not identity.is_checked(changed)


@given(st.text())
def test_what_is_made_harmless_comes_back_as_it_was_and_starts_no_formula(text):
    written = harmless(text)
    assert unharmed(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
