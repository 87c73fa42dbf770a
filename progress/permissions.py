"""May she, on this one? Each question stands beside the queryset filter that says the same."""

from __future__ import annotations

from datetime import datetime

from school.organisation.authority import Authority, Right
from school.organisation.models import Member
from school.organisation.permissions import can_oversee


def can_correct_hours(authority: Authority, member: Member, *, at: datetime) -> bool:
    """An office to correct hours reaches where the member belongs today, and nobody corrects the own hours.

    Twin of ``Member.objects.overseen_by(authority, Right.CORRECT_HOURS).exclude(pk=authority.member_id)``.
    """
    if authority.member_id == member.pk:
        return False
    return can_oversee(authority, member, at=at, right=Right.CORRECT_HOURS)
