"""Who may sign in, and stay signed in; whom somebody may reach."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from school.organisation.authority import Authority, Right
from school.organisation.models import Member
from school.organisation.models.member import Status
from school.organisation.permissions import can_oversee

ENDED = (Status.LEFT, Status.REMOVED, Status.DECEASED)


def may_sign_in(member: Member) -> bool:
    """An active account of somebody who has not left, been removed or died, and who is no duplicate of another record.

    Accounts of the demo college, whose password is known to everybody, only in demo mode.
    """
    if not member.is_active or member.status in ENDED or member.stands_for_id is not None:
        return False
    return bool(settings.DEMO) or not member.is_demo


def can_reach(authority: Authority, member: Member, right: Right, *, at: datetime) -> bool:
    """Whether the member stands within the subtree of this right today; nobody reaches herself this way."""
    return member.pk != authority.member_id and can_oversee(authority, member, at=at, right=right)
