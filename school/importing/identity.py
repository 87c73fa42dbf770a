"""Chinese citizen ID numbers: GB 11643-1999, with its check digit after ISO 7064:1983 MOD 11-2. Pure."""

from __future__ import annotations

import re
from datetime import date

_SHAPE = re.compile(r"[1-9]\d{16}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"


def check_sign(first_seventeen: str) -> str:
    """The eighteenth sign that belongs to these seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_SIGNS[total % 11]


def has_shape(number: str) -> bool:
    return _SHAPE.fullmatch(number) is not None


def is_checked(number: str) -> bool:
    """Whether shape and check sign are right."""
    return has_shape(number) and check_sign(number[:17]) == number[17]


def birth_date(number: str) -> date | None:
    """The birth date within the number, None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
