"""Writing many ledger lines at once: numbered and sealed exactly as one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from progress.models import LedgerEntry, RuleVersion
from school.audit.seals import GENESIS, chain_hash
from school.organisation.models import Member, Organisation

BATCH = 1000


@dataclass(frozen=True)
class Earned:
    """Hours of an item that the member has not been credited with before."""

    member: Member
    item: str
    hours: Decimal
    category: str
    title: str
    evidence_kind: str
    evidence_id: str
    organisation: Organisation
    earned_on: datetime
    recorded_at: datetime


@transaction.atomic
def write_ledger(*, earned: Iterable[Earned], version: RuleVersion) -> int:
    """Append the lines of members without any, in the order in which they were recorded; returns how many."""
    by_member: dict[int, list[Earned]] = defaultdict(list)
    for line in earned:
        by_member[line.member.pk].append(line)
    entries = [entry for lines in by_member.values() for entry in _strand(lines, version)]
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)
    return len(entries)


def _strand(lines: list[Earned], version: RuleVersion) -> list[LedgerEntry]:
    previous, strand = GENESIS, []
    for number, line in enumerate(sorted(lines, key=lambda line: (line.recorded_at, line.item)), start=1):
        entry = LedgerEntry(
            member=line.member,
            number=number,
            item=line.item,
            credit_year=timezone.localdate(line.earned_on).year,
            n=1,
            hours=line.hours,
            category=line.category,
            title=line.title,
            evidence_kind=line.evidence_kind,
            evidence_id=line.evidence_id,
            organisation=line.organisation,
            earned_on=line.earned_on,
            recorded_at=line.recorded_at,
            rule_version=version,
            previous_hash=previous,
        )
        entry.hash = previous = chain_hash(previous=previous, payload=entry.payload())
        strand.append(entry)
    return strand
