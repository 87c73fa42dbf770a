"""Acting in an office: who holds several chooses, for each act, in which one she acts (DOMAIN §1.12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from school.audit.models import AuditEntry
from school.audit.recording import record
from school.errors import Forbidden
from school.organisation.authority import Authority, Grant, Right
from school.organisation.models import Member, Role


@dataclass(frozen=True)
class Act:
    """One act and its responsibility: `member` None is the system itself; `on_behalf_of` is a member's public id."""

    member: Member | None
    at: datetime
    office_id: int | None = None
    reason: str = ""
    on_behalf_of: str = ""

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def record(
        self,
        action: str,
        *,
        subject_kind: str,
        subject_id: str,
        organisation_path: str = "",
        outcome: str = "done",
        details: Mapping[str, object] | None = None,
    ) -> AuditEntry:
        """Write the audit entry of this act, in the transaction of the act."""
        return record(
            actor=self.member,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            at=self.at,
            organisation_path=organisation_path,
            on_behalf_of=self.on_behalf_of,
            office_id=self.office_id,
            reason=self.reason,
            outcome=outcome,
            details=details,
        )


def act_in_office(
    *, member: Member, authority: Authority, right: Right, path: str, at: datetime, chosen: str = "", reason: str = ""
) -> Act:
    """The act of this member at this place, in the office she chose (its id as text), else in the nearest.

    Raises:
        Forbidden: when no office of hers gives the right there, or the chosen one does not.
    """
    return act_by(authority.grants_for(right, path), member=member, at=at, chosen=chosen, reason=reason)


def act_by(grants: Iterable[Grant], *, member: Member, at: datetime, chosen: str = "", reason: str = "") -> Act:
    """The same, when what allows the act is more than one right at one place: `grants` are the offices that do.

    Raises:
        Forbidden: when there is none, or the chosen one is not among them.
    """
    fitting = {str(grant.office_id): grant.office_id for grant in grants}
    if not fitting or (chosen and chosen not in fitting):
        raise Forbidden
    office_id = fitting[chosen] if chosen else next(iter(fitting.values()))
    return Act(member=member, at=at, office_id=office_id, reason=reason)


def choices(grants: Iterable[Grant]) -> list[tuple[str, str]]:
    """What `components/acting_as.html` offers: office id as text → "role · organisation", the nearest first.

    Empty while fewer than two offices fit, for then there is nothing to choose.
    """
    fitting = list(grants)
    if len(fitting) < 2:
        return []
    return [(str(grant.office_id), f"{Role(grant.role).label} · {grant.name}") for grant in fitting]
