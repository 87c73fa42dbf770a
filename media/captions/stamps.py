"""Times of captions: as WebVTT writes them, and as people do. Pure."""

from __future__ import annotations

from typing import Final

DIGITS: Final = frozenset("0123456789")
MOST_DIGITS: Final = 9
"""Longer numbers are no time of any recording; reading them would only cost."""


class Position:
    """A place in a line, moved on by reading. The specification speaks of a `position variable`."""

    def __init__(self, line: str, at: int = 0) -> None:
        self.line = line
        self.at = at

    @property
    def ended(self) -> bool:
        return self.at >= len(self.line)

    def skip_spaces(self) -> None:
        """Skip ASCII whitespace."""
        while not self.ended and self.line[self.at] in " \t\n\f\r":
            self.at += 1

    def take(self, expected: str) -> bool:
        """Go past `expected` if it stands here."""
        if self.line.startswith(expected, self.at):
            self.at += len(expected)
            return True
        return False

    def digits(self) -> str:
        """Collect ASCII digits."""
        begin = self.at
        while not self.ended and self.line[self.at] in DIGITS:
            self.at += 1
        return self.line[begin : self.at]


def collect_timestamp(place: Position) -> int | None:
    """WebVTT §6.2 "collect a WebVTT timestamp": milliseconds, or None where there is none."""
    first = place.digits()
    fields = [first]
    while place.take(":") and len(fields) < 3:
        fields.append(place.digits())
    thousandths = place.digits() if place.take(".") else ""
    clear = len(fields) >= 2 and all(len(field) == 2 for field in fields[1:]) and len(thousandths) == 3
    if not clear or not 0 < len(first) <= MOST_DIGITS or (len(fields) == 2 and len(first) != 2):
        return None
    hours, minutes, seconds = (int(field) for field in ["0", *fields][-3:])
    if minutes > 59 or seconds > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(thousandths)


def stamp(milliseconds: int) -> str:
    """The canonical form, always with hours: 00:01:02.345."""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def srt_stamp(milliseconds: int) -> str:
    """As SubRip writes it: 00:01:02,345."""
    return stamp(milliseconds).replace(".", ",")


def clock(milliseconds: int) -> str:
    """A position as people write it: 1:02, 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def loose_stamp(text: str) -> int | None:
    """A time as people and programs write it: hours missing, one digit, comma for dot, full width; None if not clear.

    Minutes and seconds beyond 59 are not guessed at.
    """
    plain = text.strip().translate(_FOLDED)
    whole, _, fraction = plain.partition(".")
    fields = [field.strip() for field in whole.split(":")]
    if not 2 <= len(fields) <= 3 or any(not field or len(field) > MOST_DIGITS for field in fields):
        return None
    if not set("".join(fields) + fraction) <= DIGITS:
        return None
    hours, minutes, seconds = (["0", *fields])[-3:]
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(f"{fraction[:3]:0<3}")


_FOLDED: Final = str.maketrans(
    {**{chr(0xFF10 + digit): str(digit) for digit in range(10)}, "：": ":", ",": ".", "，": ".", "．": ".", "。": "."}
)
