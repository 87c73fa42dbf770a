"""How long troubled work waits before it is tried again. Pure: numbers, no clock."""

from datetime import timedelta
from typing import Final

RETRY_AFTER: Final = (timedelta(seconds=30), timedelta(minutes=5))
"""After the first and the second trouble; a machine that recovers has done so by then."""
MOST_ATTEMPTS: Final = len(RETRY_AFTER) + 1
"""A file that fails so often, or kills its worker so often, is given up instead of tried for ever."""

ROOM_ASKED_AFTER: Final = timedelta(minutes=1)
ROOM_ASKED_AT_LEAST_EVERY: Final = timedelta(minutes=15)
ROOM_WAITED_FOR: Final = timedelta(days=1)

ORIGINAL_KEPT_FOR: Final = timedelta(days=7)
"""A file that failed by circumstances can be tried again for a week without being sent again."""


def after_trouble(attempts: int) -> timedelta | None:
    """The pause after so many attempts (from 1); None when it was the last."""
    return RETRY_AFTER[attempts - 1] if attempts < MOST_ATTEMPTS else None


def after_full_disk(waited: timedelta) -> timedelta | None:
    """The pause of work that has waited for room so long already: growing with it; None when it is given up."""
    if waited >= ROOM_WAITED_FOR:
        return None
    return min(max(waited / 4, ROOM_ASKED_AFTER), ROOM_ASKED_AT_LEAST_EVERY)
