"""A file of captions, from its bytes to what would be saved. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from media.captions.cues import Captions
from media.captions.decoding import decode
from media.captions.findings import Fault, Finding
from media.captions.mending import mend
from media.captions.moving import NONE, Move, moved
from media.captions.reading import SIGNATURE, Reading, read_text

LARGEST_BYTES: Final = 1024 * 1024


def read_captions(data: bytes, *, duration_ms: int | None = None, move: Move = NONE) -> Reading:
    """Read a file, shift and stretch its times as asked, and put right what can be."""
    if len(data) > LARGEST_BYTES:
        return Reading(Captions(), findings=(Finding(Fault.TOO_LARGE),))
    decoded = decode(data)
    if decoded is None:
        return Reading(Captions(), findings=(Finding(Fault.UNDECODABLE),))
    text, encoding = decoded
    reading = read_text(text)
    if encoding != "UTF-8":
        reading = replace(reading, findings=(Finding(Fault.ENCODING, was=encoding), *reading.findings))
    if reading.refusals:
        return reading
    reading = replace(reading, captions=moved(reading.captions, move))
    is_vtt = text.lstrip("\ufeff \t\r\n").upper().startswith(SIGNATURE)
    return mend(reading, duration_ms=duration_ms, may_overlap=is_vtt)
