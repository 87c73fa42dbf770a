"""Codes that people read from paper and type: invitations and one-time slips.

Twelve characters of an alphabet without look-alikes (no I, O, 0, 1), 60 random bits, written in groups of four. Only a
keyed digest is kept, so that neither a reader of the database nor of a back-up can use one.
"""

from __future__ import annotations

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4


def new_code() -> str:
    """A fresh code in its plain form."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: K7QM-2WXF-9TRA."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """What somebody typed, in the plain form: any width and case, with or without dashes and spaces."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in folded if letter.isalnum())


def digest_of(typed: str) -> str:
    """The keyed digest under which a code is kept; anything that cannot be a code has one as well."""
    return salted_hmac("school.accounts.codes", normalised(typed), algorithm="sha256").hexdigest()
