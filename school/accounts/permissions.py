"""Who may sign in, and stay signed in; whom somebody may invite or help."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Whether taking the member's account would gain something that this authority does not have."""
    held = Office.objects.held_on(timezone.localdate(at)).filter(member=member)
    return exceeds(authority, right, held.values_list("role", "organisation__path"))


def exceeds(authority: Authority, right: Right, offices: Iterable[tuple[str, str]]) -> bool:
    """Whether offices, as pairs of role and path, reach further than this authority.

    Administrators always do. Any other office has to lie below a place where the authority holds `right`, or at that
    very place and give no power over people that the authority lacks there. Teaching is no such power.
    """
    return any(role in ADMINISTRATORS or not _reaches_as_far(authority, right, role, path) for role, path in offices)


def _reaches_as_far(authority: Authority, right: Right, role: str, path: str) -> bool:
    grants = authority.grants_for(right, path)
    if any(len(grant.path) < len(path) for grant in grants):
        return True
    powers = {power for grant in grants for power in grant.rights}
    return bool(grants) and RIGHTS_OF_ROLE.get(role, frozenset()) - TEACHING <= powers
