"""How loud a sound is and what is done about it: EBU R 128 figures, gain, and when peaks have to be held. Pure."""

import re
from dataclasses import dataclass
from typing import Final

TARGET_LUFS: Final = -16.0
TOLERANCE: Final = 1.0
PEAK_CEILING_DBFS: Final = -1.5
"""No true peak of what is published is higher."""

LIMIT_DBFS: Final = -3.0
"""Where the limiter holds samples: true peaks between them, and what AAC adds, stay below the ceiling (measured)."""

MOST_GAIN_DB: Final = 20.0
"""More would lift the noise of an empty room."""

SILENCE_LUFS: Final = -69.0
"""The meter's floor is -70; what measures below this has nothing to normalise."""

_INTEGRATED = re.compile(r"^\s*I:\s+(\S+) LUFS", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s+(\S+) dBFS", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R 128 figures of a sound as two channels; None where the sound is silence. The peak is a true peak."""

    integrated_lufs: float | None
    peak_dbfs: float


@dataclass(frozen=True, slots=True)
class Level:
    """What brings a sound to the target."""

    gain_db: float
    limited: bool
    """Whether the gain could push peaks over the ceiling, so that a limiter has to hold them."""


def read_summary(words: str) -> Loudness | None:
    """The figures at the end of the meter's output; None when it printed no summary."""
    integrated, peak = _INTEGRATED.findall(words), _PEAK.findall(words)
    if not integrated or not peak:
        return None
    lufs = float(integrated[-1])
    return Loudness(integrated_lufs=lufs if lufs > SILENCE_LUFS else None, peak_dbfs=float(peak[-1]))


def on_target(loudness: Loudness | None) -> bool:
    """Whether the sound may stay as it is; silence may, and so may what nobody has listened to yet."""
    if loudness is None or loudness.integrated_lufs is None:
        return True
    near = abs(TARGET_LUFS - loudness.integrated_lufs) <= TOLERANCE
    return near and loudness.peak_dbfs <= PEAK_CEILING_DBFS


def level(loudness: Loudness | None) -> Level:
    """One constant gain, which keeps the dynamics of speech, and a limiter only where it is needed."""
    if loudness is None or loudness.integrated_lufs is None:
        return Level(0.0, limited=False)
    gain = round(min(TARGET_LUFS - loudness.integrated_lufs, MOST_GAIN_DB), 1)
    return Level(gain, limited=loudness.peak_dbfs + gain > LIMIT_DBFS)
