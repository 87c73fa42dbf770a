"""When two short texts count as the same: width, case and spacing do not matter."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Between Chinese characters (and their punctuation) a space is typing, not spelling.
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")


def fold(text: str) -> str:
    """NFKC, case folded, outer spaces gone, inner runs one space, none beside Chinese; fold(fold(t)) == fold(t)."""
    previous = None
    while text != previous:
        previous = text
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        text = _SPACE_BESIDE_WIDE.sub("", _SPACES.sub(" ", text).strip())
    return text
