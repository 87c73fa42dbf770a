"""Patterns of personal data in texts: numbers that check out, not every long row of digits. Pure.

Rules: GB 11643-1999 (citizen number: a day of birth and a check digit by ISO 7064 MOD 11-2), ISO/IEC 7812 (bank cards:
Luhn), the numbering plan of mainland mobile phones. Full-width digits and the spaces or hyphens that people write
between groups are read through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DIGIT = "[0-9]"
_GAP = "[ \u00a0-]?"
# Neither part of a longer number nor of a word, a version or a decimal.
_ALONE_BEFORE = r"(?<![0-9A-Za-z._/=%-])"
_ALONE_AFTER = r"(?![0-9A-Za-z_/=%]|[.-][0-9A-Za-z])"

IDENTITY = re.compile(
    f"{_ALONE_BEFORE}(?:{_DIGIT}{_GAP}){{6}}(?:{_DIGIT}{_GAP}){{8}}(?:{_DIGIT}{_GAP}){{3}}[0-9Xx]{_ALONE_AFTER}"
)
PHONE = re.compile(
    f"(?<![0-9A-Za-z._/=%])(?:\\+?86{_GAP})?1[3-9]{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{4}}{_ALONE_AFTER}"
)
CARD = re.compile(f"{_ALONE_BEFORE}[3-6](?:{_GAP}{_DIGIT}){{12,18}}{_ALONE_AFTER}")
MAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w-])",
    re.ASCII,
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# Provinces, municipalities, regions, and the two special ones with Taiwan (GB/T 2260).
_REGIONS = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")

# UnionPay, Visa, Mastercard, American Express, Diners, JCB, Discover (ISO/IEC 7812-1 issuer numbers).
_ISSUERS = re.compile("62|4|5[1-5]|3[0-9]|6[045]")


class Personal(StrEnum):
    IDENTITY = "identity_number"
    PHONE = "phone"
    CARD = "bank_card"
    MAIL = "mail_address"
    MEMBER = "member_number"


@dataclass(frozen=True)
class Hit:
    """`text[start:end]` looks like personal data of this kind."""

    kind: Personal
    start: int
    end: int


def find_personal_data(text: str, *, member_number: re.Pattern[str] | None = None) -> tuple[Hit, ...]:
    """Everything found, in the order of the text and without overlaps; a citizen number is not a bank card too.

    `member_number` is the pattern of the school's own numbers.
    """
    folded = _half_width(text)
    taken: list[Hit] = []
    for hit in _candidates(folded, member_number):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return tuple(sorted(taken, key=lambda hit: hit.start))


def masked(value: str) -> str:
    """First and last character, the rest as dots: enough to find the place, too little to pass it on (DOMAIN §3.1)."""
    return f"{value[0]}{'•' * min(len(value) - 2, 12)}{value[-1]}" if len(value) > 2 else "•" * len(value)


def is_identity_number(value: str) -> bool:
    """Eighteen characters of a region, a real day of birth and the right check digit."""
    digits = value.upper()
    if len(digits) != 18 or not _REGIONS.fullmatch(digits[:2]):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return born.year >= 1900 and digits[17] == _CHECK_DIGITS[total % 11]


def is_card_number(value: str) -> bool:
    """13 to 19 digits of an issuer of cards with a right Luhn digit, and not one digit over and over."""
    if not 13 <= len(value) <= 19 or len(set(value)) < 2 or not _ISSUERS.match(value):
        return False
    doubled = [
        digit if place % 2 == 0 else (2 * digit - 9 if digit > 4 else 2 * digit)
        for place, digit in enumerate(int(character) for character in reversed(value))
    ]
    return sum(doubled) % 10 == 0


def _candidates(text: str, member_number: re.Pattern[str] | None) -> Iterator[Hit]:
    """The surest kinds first: what they take is not looked at again."""
    if member_number is not None:
        yield from (Hit(Personal.MEMBER, *found.span()) for found in member_number.finditer(text))
    for found in IDENTITY.finditer(text):
        if is_identity_number(_bare(found[0])):
            yield Hit(Personal.IDENTITY, *found.span())
    for found in CARD.finditer(text):
        if is_card_number(_bare(found[0])):
            yield Hit(Personal.CARD, *found.span())
    yield from (Hit(Personal.PHONE, *found.span()) for found in PHONE.finditer(text))
    yield from (Hit(Personal.MAIL, *found.span()) for found in MAIL.finditer(text))


def _bare(value: str) -> str:
    return "".join(character for character in value if character.isalnum())


def _half_width(text: str) -> str:
    """Full-width digits, letters and signs as their ASCII twins, one for one, so that places stay the same."""
    return "".join(
        unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
        for character in text
    )
