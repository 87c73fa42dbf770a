"""Numbers as people type them."""

import re
import unicodedata
from decimal import Decimal

# At most 15 digits either side: enough for any question, too few to be an attack on the arithmetic.
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?", re.ASCII)
_MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})


def split_number(text: str) -> tuple[Decimal, str] | None:
    """Read "12.5 km" as (12.5, "km"); full-width digits and thousands commas are fine; None if no number leads."""
    text = unicodedata.normalize("NFKC", text).translate(_MINUS_SIGNS).strip()
    match = _NUMBER.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if rest[:1] in tuple("0123456789.,"):
        return None
    return Decimal(match.group().replace(",", "")), rest.strip()


def read_number(text: str) -> Decimal | None:
    """A number and nothing else, or None."""
    found = split_number(text)
    if found is None or found[1]:
        return None
    return found[0]
