"""Characters and pairs of characters of a text: what an index can find parts of Chinese names by. No I/O here.

A word of two characters is shorter than a trigram, and parsers that split at spaces see a Chinese run as one word
(STACK §7). PostgreSQL makes the same grams by the function `school_grams` of migration 0014.
"""

from __future__ import annotations

SPACE = " "


def grams(text: str) -> set[str]:
    """Every character and every pair of neighbours; none of them holds a space."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return {gram for gram in pairs | set(text) if SPACE not in gram}


def telling_grams(part: str) -> set[str]:
    """Those by which a text that contains this part is found: its pairs, or the character where there is but one."""
    found = grams(part)
    return {gram for gram in found if len(gram) > 1} or found
