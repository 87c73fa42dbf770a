"""How long somebody has to wait before the next try, in words, with what else can be done."""

from __future__ import annotations

import math
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import ngettext

SECONDS_IN_WORDS = 90


def please_wait(until: datetime, *, at: datetime) -> str:
    """The sentence for whoever tried too often from one place; the same for names that nobody has."""
    seconds = max(1, math.ceil((until - at).total_seconds()))
    if seconds < SECONDS_IN_WORDS:
        words = ngettext(
            "Many tries came from here. Please try again in %(seconds)d second.",
            "Many tries came from here. Please try again in %(seconds)d seconds.",
            seconds,
        )
        return words % {"seconds": seconds}
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "Too many tries with this name from here. Please wait %(minutes)d minute, until %(clock)s, or get a new "
        "password by mail or from your secretary: both work at once.",
        "Too many tries with this name from here. Please wait %(minutes)d minutes, until %(clock)s, or get a new "
        "password by mail or from your secretary: both work at once.",
        minutes,
    )
    clock = formats.time_format(timezone.localtime(until), "H:i")
    return words % {"minutes": minutes, "clock": clock}
