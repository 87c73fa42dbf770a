"""The notice about personal data: what is kept of a member and why, read once in every version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from school.accounts.models import PurposeAcknowledgement
from school.audit.recording import record
from school.organisation.models import Member
from school.policies.reading import policy

BATCH = 1000


def notice_is_due(*, member: Member) -> bool:
    """Whether the version in force was not read yet; version 0 means that no notice is shown."""
    version = policy("accounts.purpose_version")
    return bool(version) and not PurposeAcknowledgement.objects.filter(member=member, version=version).exists()


@transaction.atomic
def acknowledge(*, member: Member, at: datetime) -> PurposeAcknowledgement:
    """She has read the version in force; a second time changes nothing."""
    version = policy("accounts.purpose_version")
    row, created = PurposeAcknowledgement.objects.get_or_create(member=member, version=version, defaults={"at": at})
    if created:
        record(
            actor=member,
            action="purpose.acknowledged",
            subject_kind="member",
            subject_id=member.public_id,
            at=at,
            details={"version": version},
        )
    return row


@transaction.atomic
def acknowledge_for(*, member_ids: Iterable[int], at: datetime) -> int:
    """For invented people, who have read everything; return how many."""
    version = policy("accounts.purpose_version")
    rows = [PurposeAcknowledgement(member_id=pk, version=version, at=at) for pk in member_ids]
    PurposeAcknowledgement.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)
