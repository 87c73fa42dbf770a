"""May she, on this one? Each question stands beside the queryset filter that says the same."""

from __future__ import annotations

from datetime import datetime

from school.organisation.authority import Authority, Right
from school.organisation.models import Member


def can_oversee(authority: Authority, member: Member, *, at: datetime, right: Right = Right.OVERSEE_MEMBERS) -> bool:
    """Twin of `Member.objects.overseen_by`."""
    affiliation = member.affiliation_at(at)
    return affiliation is not None and authority.covers(right, affiliation.organisation.path)
