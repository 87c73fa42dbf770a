"""What the automatic checks find: its kind, its place, and a name that lasts while the same thing is there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """What a finding is about. The first five are the kinds of `personal_data.Personal`."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    BANK_CARD = "bank_card"
    MAIL_ADDRESS = "mail_address"
    MEMBER_NUMBER = "member_number"
    LISTED_WORD = "listed_word"
    DEAD_LINK = "dead_link"
    PRIVATE_LINK = "private_link"
    NO_CAPTIONS = "no_captions"
    NO_ALT = "no_alt"
    UNTOLD_PAGE = "untold_page"
    HEADING_SKIPPED = "heading_skipped"


SENTENCES = {
    Fault.IDENTITY_NUMBER: _("This looks like an identity number."),
    Fault.PHONE: _("This looks like somebody’s phone number."),
    Fault.BANK_CARD: _("This looks like the number of a bank card."),
    Fault.MAIL_ADDRESS: _("This looks like somebody’s e-mail address."),
    Fault.MEMBER_NUMBER: _("This looks like the number of a member."),
    Fault.LISTED_WORD: _("This is on the word list."),
    Fault.DEAD_LINK: _("This address does not answer."),
    Fault.PRIVATE_LINK: _("This address is not open to members outside the local network."),
    Fault.NO_CAPTIONS: _("This recording has no published captions, so who cannot hear it misses it."),
    Fault.NO_ALT: _("This picture has no description, so who cannot see it misses it."),
    Fault.UNTOLD_PAGE: _("This page of the slides is a picture without words. Please describe it."),
    Fault.HEADING_SKIPPED: _("This heading skips a level, so the outline has a hole here."),
}


@dataclass(frozen=True)
class Finding:
    """`lecture` is a public id, empty for the course; `before`, `excerpt` and `after` are words of the text, personal
    data masked; `advice` is the operator's or empty."""

    fault: Fault
    lecture: str
    title: str
    anchor: str
    key: str
    excerpt: str = ""
    before: str = ""
    after: str = ""
    advice: str = ""

    @property
    def sentence(self) -> str:
        """What is the matter, in the language that is active."""
        return str(SENTENCES[self.fault])


def key_of(fault: Fault, lecture: str, what: str) -> str:
    """The lasting name: the same words in the same lecture, wherever they stand. Hashed, for they may be personal."""
    return hashlib.sha256(f"{fault}\0{lecture}\0{what}".encode()).hexdigest()
