"""Closing the room of a session."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from realtime.errors import WrongState
from realtime.models import EventKind, SessionState, StudySession
from realtime.permissions import act_to_run
from realtime.services.asking import ask_for_register
from realtime.services.attendance import prepare_register
from realtime.services.room_log import lock_session, write_line
from school.organisation.authority import Authority
from school.organisation.models import Member


@transaction.atomic
def close_session(
    *, session: StudySession, by: Member, authority: Authority, at: datetime, office: str = ""
) -> StudySession:
    """Nobody speaks from now on, the log stays, and the register waits for its confirmation.

    Closing a closed room again changes nothing.

    Raises:
        Forbidden; WrongState for a session that was never opened.
    """
    act = act_to_run(session, by=by, authority=authority, at=at, office=office)
    locked = lock_session(session=session)
    if locked.state == SessionState.ENDED:
        return locked
    if not locked.is_open:
        raise WrongState(state=locked.get_state_display())
    locked.state, locked.closed_at = SessionState.ENDED, at
    locked.save(update_fields=["state", "closed_at"])
    write_line(session=locked, kind=EventKind.ENDED, member=by, at=at)
    if prepare_register(session=locked, at=at):
        ask_for_register(session=locked, at=at)
    act.record(
        "session.close",
        subject_kind="study_session",
        subject_id=locked.public_id,
        organisation_path=session.organisation.path,
    )
    return locked
