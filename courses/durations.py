"""Lengths and positions in words. Pure but for the active language."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import ngettext

_CLOCK = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)")


def minutes_in_words(minutes: Decimal) -> str:
    """Whole minutes, at least one: “12 minutes”."""
    whole = max(1, int(minutes.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    return ngettext("%(count)d minute", "%(count)d minutes", whole) % {"count": whole}


def clock(seconds: int) -> str:
    """A position in a recording: 6:37, or 1:02:03 past the hour."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def milliseconds(text: str) -> int:
    """The position that a person wrote as m:ss or h:mm:ss. Raises ValueError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
