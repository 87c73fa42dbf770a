"""Do the doors of a viewing session still stand open: its sign-in alive, its lecture open to the member?

Asked at most once a minute per session and process. What is found closed is closed in the session, from that moment
on: beats of before still count, whenever they arrive (DESIGN §2.4).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.cache import cache

from courses.errors import GateClosed
from courses.services import require_open
from progress.models import ClosingReason, ViewingSession
from progress.services.closing import close_viewing
from school.accounts.sessions import is_live
from school.errors import NotFound
from school.organisation.authority import authority_of

KEPT_SECONDS = 60


def check_doors(session_ids: Collection[int], *, at: datetime) -> None:
    """Close the sessions among these whose door has shut since it was last looked at."""
    known = cache.get_many([_key(pk) for pk in session_ids])
    due = [pk for pk in session_ids if _key(pk) not in known]
    if not due:
        return
    open_ones = ViewingSession.objects.filter(pk__in=due, closed_at__isnull=True)
    for session in open_ones.select_related("member", "lecture"):
        reason = _shut(session, at)
        if reason:
            close_viewing(sessions=ViewingSession.objects.filter(pk=session.pk), reason=reason, at=at)
    cache.set_many({_key(pk): True for pk in due}, KEPT_SECONDS)


def _shut(session: ViewingSession, at: datetime) -> ClosingReason | None:
    if not is_live(session.sign_in, at=at):
        return ClosingReason.SIGNED_OUT
    try:
        require_open(
            member=session.member, authority=authority_of(session.member, at=at), lecture=session.lecture, at=at
        )
    except (NotFound, GateClosed):
        return ClosingReason.LECTURE_CLOSED
    return None


def _key(session_id: int) -> str:
    return f"viewing-door:{session_id}"
