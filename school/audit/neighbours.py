"""One entry of the audit between its neighbours: does the chain hold there?"""

from __future__ import annotations

from dataclasses import dataclass

from school.audit.models import AuditEntry
from school.audit.seals import GENESIS, chain_hash


@dataclass(frozen=True)
class Neighbourhood:
    """`holds` is None while the entry is not sealed yet."""

    previous: AuditEntry | None
    following: AuditEntry | None
    holds: bool | None


def neighbourhood(entry: AuditEntry) -> Neighbourhood:
    """The entries sealed just before and after, and whether the three fit each other."""
    if entry.seal_number is None:
        return Neighbourhood(AuditEntry.objects.sealed().last(), None, None)
    around = AuditEntry.objects.filter(seal_number__in=(entry.seal_number - 1, entry.seal_number + 1))
    by_number = {near.seal_number: near for near in around}
    previous, following = by_number.get(entry.seal_number - 1), by_number.get(entry.seal_number + 1)
    missing = previous is None and entry.seal_number > 1
    before = previous.hash if previous else GENESIS
    holds = not missing and entry.hash == chain_hash(previous=before, payload=entry.payload())
    if following is not None:
        holds = holds and following.hash == chain_hash(previous=entry.hash, payload=following.payload())
    return Neighbourhood(previous, following, holds)
