"""The one sealer: numbers and chains new audit entries, and anchors the heads of every chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog
from django.db import transaction

from school.audit.models import Anchor, AuditEntry
from school.audit.seals import GENESIS, Break, Chain, chain_hash, chains

log = structlog.get_logger(__name__)


@transaction.atomic
def seal_entries(*, limit: int = 5000) -> int:
    """Seal what is not sealed yet, oldest first; return how many.

    Two sealers at once are stopped by the unique `seal_number`: the later one fails whole and finds nothing to do next
    time.
    """
    last = AuditEntry.objects.select_for_update().sealed().last()
    number, previous = (last.seal_number or 0, last.hash) if last else (0, GENESIS)
    entries = list(AuditEntry.objects.select_for_update().unsealed()[:limit])
    for entry in entries:
        number += 1
        entry.seal_number = number
        previous = entry.hash = chain_hash(previous=previous, payload=entry.payload())
    AuditEntry.objects.bulk_update(entries, ["seal_number", "hash"], batch_size=200)
    return len(entries)


@transaction.atomic
def anchor_heads(*, at: datetime) -> Anchor:
    """Write down the newest hash of every strand of every chain, in the database and in the log."""
    last = Anchor.objects.select_for_update().order_by("number").last()
    heads = {chain.name: {key: list(head) for key, head in chain.heads().items()} for chain in chains()}
    anchor = Anchor(at=at, number=last.number + 1 if last else 1, heads=heads)
    anchor.hash = chain_hash(previous=last.hash if last else GENESIS, payload=anchor.payload())
    anchor.save()
    digest = chain_hash(previous=GENESIS, payload={"heads": heads})
    transaction.on_commit(lambda: log.info("anchor", number=anchor.number, hash=anchor.hash, heads=digest))
    return anchor


def breaks() -> Iterator[Break]:
    """Everything that does not hold: inside each chain, among the anchors, and tails cut since the last anchor."""
    for chain in chains():
        yield from chain.verify()
    yield from _anchor_breaks()


def _anchor_breaks() -> Iterator[Break]:
    previous, intact = GENESIS, None
    for anchor in Anchor.objects.order_by("number").iterator():
        if anchor.hash == chain_hash(previous=previous, payload=anchor.payload()):
            intact = anchor
        else:
            yield Break("anchors", str(anchor.number), "the anchor is not what was sealed")
        previous = anchor.hash
    if intact is not None:
        for chain in chains():
            yield from _breaks_since(intact, chain)


def _breaks_since(anchor: Anchor, chain: Chain) -> Iterator[Break]:
    """Strands that were cut, or written anew with hashes that fit each other, since they were anchored."""
    heads = chain.heads()
    for strand, (length, anchored) in anchor.heads.get(chain.name, {}).items():
        now, newest = heads.get(strand, (0, ""))
        if now < length:
            yield Break(chain.name, strand, f"the tail was cut: anchored at length {length}")
        elif anchored != (newest if now == length else chain.hash_at(strand, length)):
            yield Break(chain.name, strand, f"number {length} is not what was anchored")
