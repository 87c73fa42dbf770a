"""Taking hours back: by a counter-entry, never by a deletion."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from progress.errors import AlreadyReversed, ReasonMissing
from progress.models import LedgerEntry
from progress.news import HOURS_TAKEN_BACK
from progress.services.crediting import append, lock_ledger
from school.audit.recording import record
from school.notices.services.notifying import notify
from school.organisation.models import Member


@transaction.atomic
def reverse_entry(
    *, entry: LedgerEntry, by: Member, reason: str, at: datetime, office_id: int | None = None
) -> LedgerEntry:
    """Write the counter-entry; the item's net of that year is then nothing, and it can be credited again.

    `office_id` is the office that `by` acts in; whether she may is for the caller to ask
    (`progress.permissions.can_correct_hours`, or the register's own rule).

    Raises:
        ReasonMissing; AlreadyReversed for an entry that was taken back or is itself a counter-entry.
    """
    if not reason.strip():
        raise ReasonMissing
    lock_ledger(member_id=entry.member_id)
    key = LedgerEntry.objects.of_key(member_id=entry.member_id, item=entry.item, year=entry.credit_year)
    last = key.last()
    if last is None or last.pk != entry.pk or last.is_reversal:
        raise AlreadyReversed
    counter = _counter_of(entry, by=by, reason=reason.strip(), at=at)
    append(entry=counter)
    _record(entry, counter, by=by, office_id=office_id, at=at)
    _tell(entry, counter, at=at)
    return counter


def _counter_of(entry: LedgerEntry, *, by: Member, reason: str, at: datetime) -> LedgerEntry:
    return LedgerEntry(
        member_id=entry.member_id,
        item=entry.item,
        credit_year=entry.credit_year,
        n=entry.n + 1,
        hours=-entry.hours,
        category=entry.category,
        title=entry.title,
        evidence_kind=entry.evidence_kind,
        evidence_id=entry.evidence_id,
        organisation_id=entry.organisation_id,
        earned_on=entry.earned_on,
        recorded_at=at,
        rule_version_id=entry.rule_version_id,
        reverses=entry,
        reason=reason,
        actor=by,
    )


def _record(entry: LedgerEntry, counter: LedgerEntry, *, by: Member, office_id: int | None, at: datetime) -> None:
    record(
        actor=by,
        action="hours.reverse",
        subject_kind="ledger_entry",
        subject_id=entry.public_id,
        organisation_path=entry.organisation.path if entry.organisation else "",
        office_id=office_id,
        reason=counter.reason,
        details={"hours": str(entry.hours), "counter_entry": counter.public_id},
        at=at,
    )


def _tell(entry: LedgerEntry, counter: LedgerEntry, *, at: datetime) -> None:
    notify(
        kind=HOURS_TAKEN_BACK,
        object_kind="ledger_entry",
        object_id=entry.public_id,
        facts={"title": entry.title, "hours": str(entry.hours), "reason": counter.reason},
        url=reverse("progress:evidence", args=[entry.public_id]),
        member_ids=[entry.member_id],
        at=at,
    )
