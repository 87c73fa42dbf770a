"""Whose offices reach further than somebody's authority: whoever may help with an account must not gain by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.authority import RIGHTS_OF_ROLE, Authority, Right, authority_of
from school.organisation.models import ADMINISTRATORS, Member, Office
from school.organisation.people_errors import AccountReachesFurther

# What somebody does for others' study gives no power over people or their records.
TEACHING = {Right.AUTHOR_COURSES, Right.HOST_SESSIONS}


def holds_more_than(member: Member, authority: Authority, right: Right, *, at: datetime) -> bool:
    """Whether taking the member's account would gain something that this authority does not have."""
    return member.pk in who_hold_more(authority, right, member_ids=[member.pk], on=timezone.localdate(at))


def require_reach(member: Member, *, act: Act) -> None:
    """Whether the actor may change what signs this member in or ends her offices; the system may.

    Raises:
        AccountReachesFurther: for an office that reaches further than the actor's.
    """
    if act.member is None or act.member.pk == member.pk:
        return
    if holds_more_than(member, authority_of(act.member, at=act.at), Right.MANAGE_MEMBERS, at=act.at):
        raise AccountReachesFurther(name=member.name)


def who_hold_more(authority: Authority, right: Right, *, member_ids: Collection[int], on: date) -> set[int]:
    """Those among these members whose offices reach further; one query for all of them."""
    offices: dict[int, list[tuple[str, str]]] = defaultdict(list)
    held = Office.objects.held_on(on).filter(member__in=member_ids)
    for member_id, role, path in held.values_list("member_id", "role", "organisation__path"):
        offices[member_id].append((role, path))
    return {member_id for member_id, held_by_her in offices.items() if exceeds(authority, right, held_by_her)}


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
