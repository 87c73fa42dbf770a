"""Texts of posts: one way to write them, and what makes two of them the same. No ORM here."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Without control characters, spaces at the ends of lines, and more than one empty line at a time."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(sign for sign in line if not unicodedata.category(sign).startswith("C")).rstrip() for line in lines)
    return _BLANK_LINES.sub("\n\n", "\n".join(kept)).strip()


def likeness(text: str) -> str:
    """The same for texts that differ only in width, case and white space."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return sha256(plain.encode()).hexdigest()
