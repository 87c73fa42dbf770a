"""Where people belong and which offices they hold."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from school.audit.recording import record
from school.organisation.models import Affiliation, Member, Office, Organisation


@transaction.atomic
def affiliate(*, member: Member, organisation: Organisation, on: date) -> Affiliation:
    """The member belongs to `organisation` from that day; an earlier affiliation ends on it.

    Raises:
        IntegrityError: when the new affiliation would start before the running one did.
    """
    Affiliation.objects.select_for_update().filter(member=member, ends_on__isnull=True).update(ends_on=on)
    return Affiliation.objects.create(member=member, organisation=organisation, starts_on=on)


@transaction.atomic
def appoint(
    *, member: Member, organisation: Organisation, role: str, on: date, by: Member | None, at: datetime | None = None
) -> Office:
    """Give an office from that day; the act is audited."""
    office = Office.objects.create(member=member, organisation=organisation, role=role, starts_on=on)
    record(
        actor=by,
        action="office.appointed",
        subject_kind="member",
        subject_id=member.public_id,
        organisation_path=organisation.path,
        details={"role": role, "starts_on": on.isoformat()},
        at=at or timezone.now(),
    )
    return office
