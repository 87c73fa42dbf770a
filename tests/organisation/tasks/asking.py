"""Opening tasks of the two kinds that people ask for, through the services of the product; reading pages in English."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.test import Client

from school.accounts.services.recovering import ask_secretary
from school.organisation.models import Member
from school.organisation.services.correcting import ask_correction


def ask_for_help(member: Member, *, at: datetime) -> None:
    """She cannot sign in and asks her secretary."""
    ask_secretary(name=member.number, network="192.0.2.1", at=at)


def ask_for_correction(member: Member, *, at: datetime) -> None:
    """She found a mistake in her record."""
    ask_correction(member=member, field="phone", value="13800001111", words="换了号码", at=at)


def in_english(client: Client) -> Client:
    """The same browser, which asks for English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client
