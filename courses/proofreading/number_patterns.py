"""The school's own numbers, described without regular expressions: # is a digit, @ a letter, the rest itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

SIGNS = {"#": "[0-9]", "@": "[A-Za-z]"}
FEWEST_DIGITS = 4
"""A shorter pattern would find years, times and page numbers."""


def pattern_of(descriptions: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all descriptions that ask for at least four digits; None when there is none."""
    usable = [description for description in descriptions if description.count("#") >= FEWEST_DIGITS]
    if not usable:
        return None
    alternatives = "|".join("".join(SIGNS.get(sign, re.escape(sign)) for sign in one) for one in usable)
    return re.compile(f"(?<![0-9A-Za-z])(?:{alternatives})(?![0-9A-Za-z])", re.IGNORECASE)
