"""Bytes as text: captions come in whatever encoding the program that wrote them liked. Pure."""

from __future__ import annotations

import codecs
from typing import Final

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SAMPLE: Final = 4096


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding; None when no encoding fits."""
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _try(data, codec, name)
    if zeros := _zeros(data[:SAMPLE]):
        return _try(data, zeros, "UTF-16")
    return _try(data, "utf-8", "UTF-8") or _try(data, "gb18030", "GB18030")


def _zeros(sample: bytes) -> str:
    """UTF-16 without a mark: line ends and figures leave every other byte zero, which no other text does."""
    pairs = len(sample) // 2
    low, high = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if pairs and max(low, high) * 10 >= pairs:
        return "utf-16-le" if high > low else "utf-16-be"
    return ""


def _try(data: bytes, codec: str, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError:
        return None
