"""The seal of the ledger: one strand per member (DESIGN §2.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef

from progress.models import LedgerEntry
from school.audit.seals import GENESIS, Break, Chain, chain_hash

NAME = "ledger"


def verify() -> Iterator[Break]:
    """Every line that was changed, removed, swapped or inserted, and every counter-entry of another value."""
    member_id, number, previous = None, 0, GENESIS
    for entry in (
        LedgerEntry.objects.select_related("member", "actor", "reverses").order_by("member_id", "number").iterator()
    ):
        if entry.member_id != member_id:
            member_id, number, previous = entry.member_id, 0, GENESIS
        number += 1
        for problem in _problems(entry, number, previous):
            yield Break(NAME, f"{entry.member.public_id}#{entry.number}", problem)
        number, previous = entry.number, entry.hash


def _problems(entry: LedgerEntry, number: int, previous: str) -> Iterator[str]:
    if entry.number != number:
        yield f"line {number} is missing before this one"
    if entry.previous_hash != previous:
        yield "the line before is not the one this was sealed to"
    if entry.hash != chain_hash(previous=entry.previous_hash, payload=entry.payload()):
        yield "the line is not what was sealed"
    if entry.reverses is not None and entry.hours != -entry.reverses.hours:
        yield "the counter-entry is of another value"


def heads() -> Mapping[str, tuple[int, str]]:
    """Each member's newest line."""
    later = LedgerEntry.objects.filter(member_id=OuterRef("member_id"), number__gt=OuterRef("number"))
    newest = LedgerEntry.objects.filter(~Exists(later)).values_list("member__public_id", "number", "hash")
    return {strand: (number, sealed) for strand, number, sealed in newest}


def hash_at(strand: str, number: int) -> str:
    """Of a member's line, by the member's public id."""
    lines = LedgerEntry.objects.filter(member__public_id=strand, number=number)
    return lines.values_list("hash", flat=True).first() or ""


ledger_chain = Chain(name=NAME, verify=verify, heads=heads, hash_at=hash_at)
