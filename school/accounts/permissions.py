"""Who may sign in, and stay signed in; whom somebody may invite or help."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from school.organisation.authority import RIGHTS_OF_ROLE, Authority, Right
from school.organisation.models import ADMINISTRATORS, Member, Office
from school.organisation.models.member import Status
from school.organisation.permissions import can_oversee

ENDED = (Status.LEFT, Status.REMOVED, Status.DECEASED)
# What somebody does for others' study gives no power over people or their records.
TEACHING = {Right.AUTHOR_COURSES, Right.HOST_SESSIONS}


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


def holds_more_than(member: Member, authority: Authority, right: Right, *, at: datetime) -> bool:
    """Whether the member's own offices reach further than this authority does, so that taking her account would gain.

    Administrators always do. Any other office has to lie within the subtree of `right`, and whatever power over people
    it gives, the authority must have at the same place. Teaching within that subtree is no such power.
    """
    held = Office.objects.held_on(timezone.localdate(at)).filter(member=member)
    for role, path in held.values_list("role", "organisation__path"):
        if role in ADMINISTRATORS or not authority.covers(right, path):
            return True
        if any(not authority.covers(power, path) for power in RIGHTS_OF_ROLE.get(role, frozenset()) - TEACHING):
            return True
    return False
