"""Each look at somebody else's record leaves a line that she can read herself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from school.privacy.acts import Person
from school.privacy.models import Look

BATCH = 2000


def record_look(
    *,
    member_ids: Iterable[int],
    looker: Person | None,
    office_id: int | None,
    kind: str,
    what: str,
    at: datetime,
    reason: str = "",
    occasion: str = "",
) -> int:
    """Write one line for each of these members (primary keys) except the looker herself; return how many.

    One statement for a page, batches for a file. The same look on the same day only moves its time, unless `occasion`
    (the number of an export or a reveal) sets it apart. `kind` is a LookKind, `what` a LookedAt. The system itself
    (`looker` None) is nobody who looks.
    """
    if looker is None:
        return 0
    looks = [
        Look(
            member_id=member_id,
            looker_id=looker.pk,
            office_id=office_id or 0,
            on=timezone.localdate(at),
            kind=kind,
            what=what,
            occasion=occasion,
            reason=reason,
            last_at=at,
        )
        for member_id in set(member_ids) - {looker.pk}
    ]
    Look.objects.bulk_create(
        looks,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["member", "on", "looker", "office_id", "kind", "what", "occasion"],
        update_fields=["last_at", "reason"],
    )
    return len(looks)
