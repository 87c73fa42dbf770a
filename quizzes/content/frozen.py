"""The shape all question content shares: immutable, no unknown fields, no silent conversions."""

from fractions import Fraction
from re import fullmatch
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, StringConstraints

LONGEST_TEXT = 1000
MOST_OPTIONS = 20


class FrozenContent(BaseModel):
    """Base of every content class; `problems` says in words what keeps it from being asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def problems(self) -> list[str]:
        """Sentences for the author, in the active language; empty when the question can be asked."""
        return []


def read_share(value: object) -> Fraction:
    """A part of the mark, −1..1, written exactly ("1/3"), so that three thirds make a whole."""
    if isinstance(value, Fraction):
        share = value
    elif isinstance(value, str) and fullmatch(r"-?\d{1,3}(/[1-9]\d{0,3})?", value):
        share = Fraction(value)
    else:
        raise ValueError("not a share such as 1/3")
    if not -1 <= share <= 1:
        raise ValueError("a share lies between -1 and 1")
    return share


Share = Annotated[Fraction, PlainValidator(read_share), PlainSerializer(str, return_type=str)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, strip_whitespace=True)]
