"""Looking at somebody else's record leaves a line in the audit, with the office that allowed it."""

from __future__ import annotations

from school.accounts.requests import MemberRequest
from school.audit.recording import record
from school.organisation.authority import Right
from school.organisation.models import Member


def record_reading(request: MemberRequest, *, member: Member, action: str, right: Right) -> None:
    affiliation = member.affiliation_at(request.at)
    path = affiliation.organisation.path if affiliation else ""
    record(
        actor=request.user,
        action=action,
        subject_kind="member",
        subject_id=member.public_id,
        organisation_path=path,
        office_id=request.authority.office_for(right, path),
        at=request.at,
    )
