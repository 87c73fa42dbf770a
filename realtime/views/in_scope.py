"""Fetching the session that a page names, in scope: strangers get 404, too little right inside one's scope 403."""

from __future__ import annotations

from collections.abc import Callable

from realtime.models import StudySession
from realtime.permissions import can_confirm, can_run
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.authority import Authority


def session_to_enter(request: MemberRequest, session_id: str) -> StudySession:
    """Raises NotFound."""
    visible = StudySession.objects.visible_to(request.authority).for_pages()
    found = visible.filter(public_id=session_id).first()
    if found is None:
        raise NotFound
    return found


def session_to_run(request: MemberRequest, session_id: str) -> StudySession:
    """Raises NotFound or Forbidden."""
    return _allowed(request, session_id, can_run)


def session_to_confirm(request: MemberRequest, session_id: str) -> StudySession:
    """Raises NotFound or Forbidden."""
    return _allowed(request, session_id, can_confirm)


def _allowed(
    request: MemberRequest, session_id: str, question: Callable[[Authority, StudySession], bool]
) -> StudySession:
    found = session_to_enter(request, session_id)
    if not question(request.authority, found):
        raise Forbidden
    return found
