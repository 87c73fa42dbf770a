"""Writing credit hours into the ledger: an item counts once a year, whichever way it was earned (DESIGN §2.5)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses.models import LectureRevision
from progress.models import LedgerEntry, RuleVersion
from progress.services.ruling import rules_in_force
from school.audit.seals import GENESIS, chain_hash
from school.organisation.models import Member, Organisation


@transaction.atomic
def credit(
    *,
    member_id: int,
    item: str,
    category: str,
    hours: Decimal,
    earned_on: datetime,
    evidence_kind: str,
    evidence_id: str,
    title: str,
    organisation_id: int | None,
    at: datetime,
) -> LedgerEntry | None:
    """Credit an item's value, in quarter hours, to the year in which it was earned.

    `item` is what counts once, e.g. ``lecture:<public id>``; `organisation_id` is where it was earned. None: the key
    already holds its value, the rules do not let it count in a second year, or there are no hours to credit.

    Raises:
        IntegrityError: for hours that are not whole quarters.
    """
    if hours <= 0:
        return None
    lock_ledger(member_id=member_id)
    year = timezone.localdate(earned_on).year
    last = _last_of_key(member_id=member_id, item=item, year=year)
    version = _rules(organisation_id, earned_on)
    if any(not held.is_reversal for held in last.values()) or _is_barred(version, member_id, item, year):
        return None
    entry = LedgerEntry(
        member_id=member_id,
        item=item,
        credit_year=year,
        n=last[member_id].n + 1 if member_id in last else 1,
        hours=hours,
        category=category,
        title=title,
        evidence_kind=evidence_kind,
        evidence_id=evidence_id,
        organisation_id=organisation_id,
        earned_on=earned_on,
        recorded_at=at,
        rule_version=version,
    )
    return append(entry=entry)


def lock_ledger(*, member_id: int) -> Member:
    """Hold a member's ledger until the transaction ends: every writer of a line takes this lock first.

    Other records of the same person are held too, in the order of their ids: a key counts once over all of them.
    """
    records = Member.objects.records_of(member_id).select_for_update(no_key=True).order_by("pk")
    return next(record for record in records if record.pk == member_id)


def append(*, entry: LedgerEntry) -> LedgerEntry:
    """Number the line, seal it to the one before, and store it; under the member's lock."""
    last = LedgerEntry.objects.filter(member_id=entry.member_id).order_by("number").last()
    entry.number = last.number + 1 if last else 1
    entry.previous_hash = last.hash if last else GENESIS
    entry.hash = chain_hash(previous=entry.previous_hash, payload=entry.payload())
    entry.save()
    return entry


def _last_of_key(*, member_id: int, item: str, year: int) -> dict[int, LedgerEntry]:
    """The last entry of the key in each ledger of the person, by record."""
    lines = LedgerEntry.objects.of_person(member_id).filter(item=item, credit_year=year).order_by("n")
    return {line.member_id: line for line in lines}


def _rules(organisation_id: int | None, earned_on: datetime) -> RuleVersion:
    path = Organisation.objects.get(pk=organisation_id).path if organisation_id is not None else ""
    return rules_in_force(on=timezone.localdate(earned_on), path=path)


def _is_barred(version: RuleVersion, member_id: int, item: str, year: int) -> bool:
    """Whether the rules let an item count in one year only, and another year has it; a lecture that was published
    anew since it was earned counts again where they say so."""
    if version.rules.second_year == "may_repeat":
        return False
    others = LedgerEntry.objects.of_person(member_id).filter(item=item).exclude(credit_year=year)
    if others.net_hours() <= 0:
        return False
    last = others.filter(reverses__isnull=True).latest("earned_on")
    return version.rules.second_year == "never" or not _is_revised(item, since=last.earned_on)


def _is_revised(item: str, *, since: datetime) -> bool:
    editions = LectureRevision.objects.filter(lecture__public_id=item.removeprefix("lecture:"))
    return item.startswith("lecture:") and editions.filter(revision__published_at__gt=since).exists()
