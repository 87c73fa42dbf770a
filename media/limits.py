"""What one foreign program may use up. Sized so that an honest 4K recording passes and a hostile file does not."""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024**2
GIBIBYTE: Final = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """Enforced by the kernel on the program itself (`media.limited`), not by watching it; None: not limited."""

    memory_bytes: int = 8 * GIBIBYTE
    """Address space. A 2160p recording in three sizes takes a fifth of it on two cores."""
    file_bytes: int | None = None
    """The largest single file it may write."""
    cpu_seconds: int | None = None
    """Over all its threads; None: its time by the wall on every core."""
    cores: int = 0
    """How many cores it may run on; 0: all."""
    nice: int = 10
    """How far it stands back behind whoever serves pages."""


ENCODER: Final = Limits()
PROBE: Final = Limits(memory_bytes=4 * GIBIBYTE, file_bytes=MEBIBYTE, cpu_seconds=240)
"""Reading and decoding one frame; all it writes is complaints."""
BACKGROUND: Final = 15
"""The niceness of a long encode, so that the short one beside it is done soon."""
