from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.privacy.masking import DOT, mask_email, mask_identity, mask_name, mask_phone


@pytest.mark.parametrize(
    ("mask", "whole", "masked"),
    [
        (mask_phone, "13800001234", "•••••••1234"),
        (mask_phone, "8123", "••••"),
        (mask_phone, "", ""),
        (mask_identity, "110101199001011237", "1••••••••••••••••7"),
        (mask_identity, "12", "••"),
        (mask_email, "zhou@school.edu", "z•••@school.edu"),
        (mask_email, "a@school.edu", "•••@school.edu"),
        (mask_email, "", ""),
        (mask_name, "周明远", "周••"),
        (mask_name, "阿依古丽·买买提", "阿•••·•••"),
        (mask_name, "", ""),
    ],
)
def test_what_is_left_to_read(mask, whole, masked):
    assert mask(whole) == masked


DIGITS = st.text("0123456789", min_size=5, max_size=20)


@given(DIGITS)
def test_of_a_phone_number_only_the_last_four_digits_are_left(phone):
    masked = mask_phone(phone)
    assert len(masked) == len(phone)
    assert masked.strip(DOT) == phone[-4:]


@given(st.text("0123456789X", min_size=3, max_size=18))
def test_of_an_identity_number_only_the_ends_are_left(number):
    masked = mask_identity(number)
    assert len(masked) == len(number)
    assert masked.replace(DOT, "") == number[0] + number[-1]


@given(st.text("abcdefg.", min_size=1, max_size=30))
def test_an_address_does_not_show_how_long_it_is(local):
    assert len(mask_email(f"{local}@school.edu").partition("@")[0]) <= 4


@given(st.text("周明远阿依古丽·", min_size=1, max_size=12))
def test_of_a_name_one_character_is_left(name):
    assert len(mask_name(name).replace(DOT, "").replace("·", "")) <= 1
