"""What follows when e-mail addresses of members have been replaced, whoever did it and in whatever way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from school.events.announcing import announce
from school.organisation.events import AddressesReplaced
from school.organisation.models import FormerAddress


@transaction.atomic
def note_former_addresses(*, former: Mapping[int, str], at: datetime) -> list[FormerAddress]:
    """Keep and announce the addresses (member id → the one until now) that no longer stand; an empty one was none."""
    rows = [FormerAddress(member_id=pk, email=email, replaced_at=at) for pk, email in former.items() if email]
    if rows:
        FormerAddress.objects.bulk_create(rows)
        announce(AddressesReplaced(former_ids=tuple(row.pk for row in rows), at=at))
    return rows
