"""Opening the room of a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from realtime.errors import WrongState
from realtime.models import EventKind, SessionState, StudySession
from realtime.permissions import act_to_run
from realtime.services.room_log import lock_session, write_line
from school.organisation.authority import Authority
from school.organisation.models import Member


@transaction.atomic
def open_session(
    *, session: StudySession, by: Member, authority: Authority, at: datetime, office: str = ""
) -> StudySession:
    """From now on people may speak. Opening an open room again changes nothing.

    Raises:
        Forbidden; WrongState for a session that has ended or was cancelled.
    """
    act = act_to_run(session, by=by, authority=authority, at=at, office=office)
    locked = lock_session(session=session)
    if locked.is_open:
        return locked
    if locked.state != SessionState.SCHEDULED:
        raise WrongState(state=locked.get_state_display())
    locked.state, locked.opened_at = SessionState.OPEN, at
    locked.save(update_fields=["state", "opened_at"])
    write_line(session=locked, kind=EventKind.OPENED, member=by, at=at)
    act.record(
        "session.open",
        subject_kind="study_session",
        subject_id=locked.public_id,
        organisation_path=session.organisation.path,
    )
    return locked
