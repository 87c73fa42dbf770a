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

MOST_MADE_UP_DB: Final = 6.0
MADE_UP: Final = 1.2
"""What the limiter takes is given back with a little more, as it takes its share of that too."""

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
    limited_lufs: float | None = None
    """What is left of the target after the limiter has had its share; None where nobody has measured that."""


@dataclass(frozen=True, slots=True)
class Level:
    """What brings a sound to the target."""

    gain_db: float
    limited: bool
    """Whether the gain could push peaks over the ceiling, so that a limiter has to hold them."""


AS_IT_IS: Final = Level(0.0, limited=False)


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
        return AS_IT_IS
    gain = round(min(TARGET_LUFS - loudness.integrated_lufs, MOST_GAIN_DB), 1)
    limited = loudness.peak_dbfs + gain > LIMIT_DBFS
    if limited and loudness.limited_lufs is not None:
        taken = loudness.integrated_lufs + gain - loudness.limited_lufs
        gain = round(gain + min(max(0.0, taken * MADE_UP), MOST_MADE_UP_DB), 1)
    return Level(gain, limited=limited)
