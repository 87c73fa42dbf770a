"""How a process that is told to stop tells its encoders, also those in children that it forked."""

import mmap
from typing import Final


class StopFlag:
    """One byte of memory shared with forked children. Without a lock, which a killed child could keep for ever."""

    def __init__(self) -> None:
        self._byte = mmap.mmap(-1, 1)

    def set(self) -> None:
        """Ask everybody to stop."""
        self._byte[0] = 1

    def clear(self) -> None:
        """Begin anew."""
        self._byte[0] = 0

    def is_set(self) -> bool:
        """Whether somebody asked."""
        return self._byte[0] == 1


stop_event: Final = StopFlag()
"""Set at shutdown: running programs are ended within half a second and their work is handed back to the queue."""
