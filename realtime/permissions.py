"""May she, on this session? Each question has its twin in the queryset, which says the same about all of them."""

from __future__ import annotations

from datetime import datetime

from realtime.models import StudySession
from school.organisation.acting import Act, act_by
from school.organisation.authority import Authority, Grant, Right
from school.organisation.models import Member
from school.organisation.tree_paths import prefixes


def can_enter(authority: Authority, session: StudySession) -> bool:
    """See the session and its room. Twin of `StudySession.objects.visible_to`."""
    return session.organisation.path in prefixes(authority.place) or can_run(authority, session)


def hosts_still(authority: Authority, session: StudySession) -> bool:
    """Named as its host, and today still of its audience or in an office to host: a name alone gives no right for ever.

    Twin of `realtime.models.study_session.hosted_by`.
    """
    in_office = authority.has(Right.HOST_SESSIONS) or session.organisation.path in prefixes(authority.place)
    return session.host_id == authority.member_id and in_office


def can_run(authority: Authority, session: StudySession) -> bool:
    """Edit, open and close it. Twin of `StudySession.objects.run_by`."""
    return hosts_still(authority, session) or authority.covers(Right.HOST_SESSIONS, session.organisation.path)


def can_confirm(authority: Authority, session: StudySession) -> bool:
    """See and confirm its register. Twin of `StudySession.objects.confirmable_by`."""
    return hosts_still(authority, session) or bool(offices_to_confirm_in(authority, session))


def offices_to_run_in(authority: Authority, session: StudySession) -> tuple[Grant, ...]:
    """Offices by which she may run it, the nearest first; none for a host who is only named."""
    return authority.grants_for(Right.HOST_SESSIONS, session.organisation.path)


def offices_to_confirm_in(authority: Authority, session: StudySession) -> tuple[Grant, ...]:
    """Secretaries at or above the place, and at the place itself whoever hosts there: a committee has no secretary."""
    path = session.organisation.path
    secretaries = authority.grants_for(Right.CONFIRM_REGISTERS, path)
    hosting = authority.grants_for(Right.HOST_SESSIONS, path)
    return (*secretaries, *(grant for grant in hosting if grant.path == path and grant not in secretaries))


def act_to_run(
    session: StudySession, *, by: Member, authority: Authority, at: datetime, office: str = "", reason: str = ""
) -> Act:
    """Her act in the chosen office (its id as text) or the nearest; a host who is only named acts in none.

    Raises:
        Forbidden: for anybody else, and for an office that does not fit.
    """
    if not office and hosts_still(authority, session) and not offices_to_run_in(authority, session):
        return Act(member=by, at=at, reason=reason)
    return act_by(offices_to_run_in(authority, session), member=by, at=at, chosen=office, reason=reason)


def act_to_confirm(
    session: StudySession, *, by: Member, authority: Authority, at: datetime, office: str = "", reason: str = ""
) -> Act:
    """The same for confirming its register. Raises Forbidden."""
    if not office and hosts_still(authority, session) and not offices_to_confirm_in(authority, session):
        return Act(member=by, at=at, reason=reason)
    return act_by(offices_to_confirm_in(authority, session), member=by, at=at, chosen=office, reason=reason)
