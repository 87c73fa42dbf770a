"""The addresses that a draft links to, and what is known of them; `courses.link_checking` asks them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from courses.models import LinkCheck, LinkState
from courses.proofreading.findings import Fault
from courses.proofreading.passages import Passage

LONGEST = 2000
MOST = 200
"""Addresses of one draft that are looked at; more are a list of links, not a lecture."""

_FAULTS = {LinkState.DEAD: Fault.DEAD_LINK, LinkState.REFUSED: Fault.PRIVATE_LINK}


def digest_of(address: str) -> str:
    """SHA-256 of the address, by which its row is found."""
    return hashlib.sha256(address.encode()).hexdigest()


def addresses_in(passages: Iterable[Passage]) -> list[str]:
    """Every address of the web, once, in order."""
    found = dict.fromkeys(address for passage in passages for address in passage.links)
    return [address for address in found if len(address) <= LONGEST][:MOST]


def failing_addresses(passages: Iterable[Passage]) -> dict[str, Fault]:
    """Those that were asked and did not answer, or may not be asked."""
    digests = {digest_of(address): address for address in addresses_in(passages)}
    rows = LinkCheck.objects.filter(digest__in=digests, state__in=_FAULTS).values_list("digest", "state")
    return {digests[digest]: _FAULTS[LinkState(state)] for digest, state in rows}


def want_checked(passages: Iterable[Passage], *, at: datetime) -> list[str]:
    """Note that these are to be asked; the digests of all of them. What was asked today is not asked again."""
    return want_addresses(addresses_in(passages), at=at)


@transaction.atomic
def want_addresses(addresses: Iterable[str], *, at: datetime) -> list[str]:
    """The same for addresses of the web, each at most `LONGEST` characters."""
    wanted = {digest_of(address): address for address in addresses}
    LinkCheck.objects.bulk_create(
        [
            LinkCheck(digest=digest, address=address, host=(urlsplit(address).hostname or "")[:255], asked_at=at)
            for digest, address in wanted.items()
        ],
        ignore_conflicts=True,
    )
    LinkCheck.objects.filter(digest__in=wanted).update(asked_at=at)
    return list(wanted)
