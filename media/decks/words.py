"""The words of a page, as a person would copy them. Pure."""

import re
import unicodedata
from typing import Final

LONGEST_TEXT: Final = 20_000
LONGEST_TITLE: Final = 120
# Where PDFium found a soft hyphen at the end of a line: the word goes on in the next one.
_BROKEN_WORD: Final = re.compile("[\ufffe\u00ad\x02]\\s*")
_SPACES: Final = re.compile(r"[ \t\u00a0\u3000]+")


def clean_text(found: str) -> str:
    """Lines without control characters, spare spaces and empty lines, at most `LONGEST_TEXT` characters."""
    joined = _BROKEN_WORD.sub("", found.replace("\r\n", "\n").replace("\r", "\n"))
    told = "".join(letter for letter in joined if letter == "\n" or _is_told(letter))
    lines = (_SPACES.sub(" ", line).strip() for line in told.split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]


def title_of(text: str) -> str:
    """The first line that says something: a number of a page or a bullet does not."""
    for line in text.split("\n"):
        if any(letter.isalpha() for letter in line):
            return line[:LONGEST_TITLE]
    return ""


def _is_told(letter: str) -> bool:
    """Surrogates, private signs and controls cannot be read out, and some cannot be stored."""
    return unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn"} or letter == "\t"
