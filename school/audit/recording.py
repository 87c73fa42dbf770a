"""Writing an audit entry beside the act it tells of, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from school.audit.models import AuditEntry


class Actor(Protocol):
    """Whoever acts: the audit lies below the organisation and knows only the opaque id."""

    public_id: str


def record(
    *,
    actor: Actor | None,
    action: str,
    subject_kind: str,
    subject_id: str,
    at: datetime,
    organisation_path: str = "",
    on_behalf_of: str = "",
    office_id: int | None = None,
    reason: str = "",
    outcome: str = "done",
    details: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Append one entry; `actor` None means the system itself. The sealer numbers and seals it later."""
    return AuditEntry.objects.create(
        at=at,
        actor_id=actor.public_id if actor else "",
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        organisation_path=organisation_path,
        on_behalf_of=on_behalf_of,
        office_id=office_id,
        reason=reason,
        outcome=outcome,
        details=dict(details or {}),
    )
