"""Looking at somebody else's record leaves a line in the audit and one that she reads herself, with the office."""

from __future__ import annotations

from school.accounts.requests import MemberRequest
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right
from school.organisation.models import Member
from school.privacy.models import LookedAt, LookKind
from school.privacy.services.looking import record_look

LOOKS = {
    "packet.read": (LookKind.PACKET, LookedAt.PACKET),
    "evidence.read": (LookKind.FILE, LookedAt.EVIDENCE),
}


def record_reading(request: MemberRequest, *, member: Member, action: str, right: Right) -> dict[str, object]:
    """Note that she reads it (`action` is a key of LOOKS), in the office named by `?office=` or the nearest.

    Returns:
        What `progress/_read_as.html` needs to offer her other offices.

    Raises:
        Forbidden: when the office named does not allow it.
    """
    affiliation = member.affiliation_at(request.at)
    path = affiliation.organisation.path if affiliation else ""
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=right,
        path=path,
        at=request.at,
        chosen=request.GET.get("office", ""),
    )
    act.record(action, subject_kind="member", subject_id=member.public_id, organisation_path=path)
    kind, what = LOOKS[action]
    record_look(
        member_ids=[member.pk], looker=request.user, office_id=act.office_id, kind=kind, what=what, at=request.at
    )
    return {"offices": choices(request.authority.grants_for(right, path)), "chosen": str(act.office_id)}
