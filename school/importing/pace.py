"""How many rows the next transaction takes, so that the write lock is held briefly on any machine. Pure."""

from __future__ import annotations

from typing import Final

AIM_SECONDS: Final = 0.5
"""A quarter of what nobody may wait: a busy machine may be four times slower the next moment."""
FEWEST: Final = 10


class Pace:
    """Begins at a fifth of `most`, halves after a slow transaction, grows after a quick one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows = max(FEWEST, most // 5)

    def note(self, seconds: float) -> None:
        """What the last transaction took."""
        if seconds > AIM_SECONDS:
            self.rows = max(FEWEST, self.rows // 2)
        elif seconds < AIM_SECONDS / 2:
            self.rows = min(self.most, self.rows * 2)
