"""What is printed for one person: name, number, code, the short address and the same as a QR code."""

from __future__ import annotations

from dataclasses import dataclass

from school.accounts.codes import grouped
from school.accounts.qr import QrPath, qr_of
from school.organisation.models import Member


@dataclass(frozen=True)
class Card:
    name: str
    number: str
    code: str
    url: str
    qr: QrPath

    @classmethod
    def of(cls, member: Member, code: str, url: str) -> Card:
        """`url` is the page on which the code is typed; the QR code brings it as a fragment, which no log sees."""
        return cls(name=member.name, number=member.number, code=grouped(code), url=url, qr=qr_of(f"{url}#{code}"))
