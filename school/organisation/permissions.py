"""May she, on this one? Each question stands beside the queryset filter that says the same."""

from __future__ import annotations

from datetime import datetime

from school.organisation.authority import Authority, Right
from school.organisation.models import Member


def can_oversee(authority: Authority, member: Member, *, at: datetime, right: Right = Right.OVERSEE_MEMBERS) -> bool:
    """Twin of `Member.objects.overseen_by`."""
    affiliation = member.affiliation_at(at)
    if member.stands_for_id is not None:
        return False
    return affiliation is not None and authority.covers(right, affiliation.organisation.path)


def can_open_file(authority: Authority, member: Member, *, at: datetime, right: Right) -> bool:
    """Twin of `Member.objects.on_file_for`: who belongs nowhere today is for offices over the whole tree."""
    if member.stands_for_id is not None:
        return False
    affiliation = member.affiliation_at(at)
    if affiliation is None:
        return authority.covers_everything(right)
    return authority.covers(right, affiliation.organisation.path)
