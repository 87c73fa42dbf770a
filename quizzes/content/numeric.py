"""A number with a tolerance and, where it has one, a unit."""

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import PlainSerializer, PlainValidator, StringConstraints

from quizzes.content.frozen import FrozenContent
from quizzes.numbers import read_number


def _write(number: Decimal) -> str:
    """Without an exponent, which `str` uses for small numbers and `read_number` refuses."""
    return format(number, "f")


def _read(value: object) -> Decimal:
    if isinstance(value, Decimal):
        value = _write(value)
    number = read_number(value) if isinstance(value, str) else None
    if number is None:
        raise ValueError("not a plain number")
    return number


ExactNumber = Annotated[Decimal, PlainValidator(_read), PlainSerializer(_write, return_type=str)]


class NumericContent(FrozenContent):
    """Right within `tolerance` of `value`. The unit is shown beside the field, so it is no secret."""

    value: ExactNumber
    tolerance: ExactNumber = Decimal(0)
    unit: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] = ""

    def problems(self) -> list[str]:
        if self.tolerance < 0:
            return [_("A tolerance cannot be negative.")]
        return []
