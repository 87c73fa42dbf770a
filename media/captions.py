"""Reads just enough of a WebVTT file to know that it is one. Pure."""

import re
from typing import Final

LARGEST_BYTES: Final = 2 * 1024 * 1024

_STAMP: Final = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"^({_STAMP})[ \t]+-->[ \t]+({_STAMP})(?:[ \t].*)?$")


class NotWebVTT(ValueError):
    """`line` is where reading stopped, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_webvtt(data: bytes) -> tuple[str, int]:
    """The text with plain line ends, and the number of its cues."""
    if len(data) > LARGEST_BYTES:
        raise NotWebVTT(1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise NotWebVTT(data[: reason.start].count(b"\n") + 1) from reason
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise NotWebVTT(1)
    cues = 0
    for number, line in enumerate(lines, start=1):
        if "-->" in line:
            timing = _TIMING.match(line.strip())
            if timing is None or _milliseconds(timing[1]) >= _milliseconds(timing[2]):
                raise NotWebVTT(number)
            cues += 1
    if not cues:
        raise NotWebVTT(len(lines))
    return "\n".join(lines), cues


def _milliseconds(stamp: str) -> int:
    *hours, minutes, seconds = stamp.split(":")
    return round((int(hours[0]) if hours else 0) * 3_600_000 + int(minutes) * 60_000 + float(seconds) * 1000)
