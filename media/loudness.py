"""Reads the summary of ffmpeg's EBU R 128 meter. Pure."""

import re
from typing import Final

from media.ladder import Loudness

SILENCE_LUFS: Final = -69.0
"""The meter's floor is -70; what measures below this has nothing to normalise."""

_INTEGRATED = re.compile(r"^\s*I:\s+(\S+) LUFS", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s+(\S+) dBFS", re.MULTILINE)


def read_summary(words: str) -> Loudness | None:
    """The figures at the end of the meter's output; None when it printed no summary."""
    integrated, peak = _INTEGRATED.findall(words), _PEAK.findall(words)
    if not integrated or not peak:
        return None
    lufs = float(integrated[-1])
    return Loudness(integrated_lufs=lufs if lufs > SILENCE_LUFS else None, peak_dbfs=float(peak[-1]))
