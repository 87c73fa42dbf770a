"""Opening the room of a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from realtime.errors import WrongState
from realtime.models import EventKind, SessionState, StudySession
from realtime.permissions import can_run
from realtime.services.room_log import lock_session, write_line
from school.errors import Forbidden
from school.organisation.authority import Authority
from school.organisation.models import Member


@transaction.atomic
def open_session(*, session: StudySession, by: Member, authority: Authority, at: datetime) -> StudySession:
    """From now on people may speak. Opening an open room again changes nothing.

    Raises:
        Forbidden; WrongState for a session that has ended or was cancelled.
    """
    if not can_run(authority, session):
        raise Forbidden
    locked = lock_session(session=session)
    if locked.is_open:
        return locked
    if locked.state != SessionState.SCHEDULED:
        raise WrongState(state=locked.get_state_display())
    locked.state, locked.opened_at = SessionState.OPEN, at
    locked.save(update_fields=["state", "opened_at"])
    write_line(session=locked, kind=EventKind.OPENED, member=by, at=at)
    return locked
