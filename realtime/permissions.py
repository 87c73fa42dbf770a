"""May she, on this session? Each question has its twin in the queryset, which says the same about all of them."""

from __future__ import annotations

from realtime.models import StudySession
from school.organisation.authority import Authority, Right
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
    return hosts_still(authority, session) or authority.covers(Right.CONFIRM_REGISTERS, session.organisation.path)
