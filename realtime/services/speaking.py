"""Saying something in a room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from realtime.errors import EmptyMessage, MessageTooLong, RoomNotOpen, SpeakingTooFast
from realtime.models import EventKind, RoomEvent, StudySession
from realtime.protocol import MAX_TEXT
from realtime.services.room_log import lock_session, write_line
from school.organisation.models import Member

MESSAGES_AT_ONCE = 5
PACE = timedelta(seconds=10)
"""At most so many messages of one member in one room within this time."""


@transaction.atomic
def say(*, session: StudySession, member: Member, text: str, client_id: str, at: datetime) -> RoomEvent:
    """Store a message under the next number of its room and send it to everybody there.

    Idempotent by (session, member, `client_id`): said again, perhaps after the room has closed, it returns the line
    that is stored already. The caller has checked that the member may enter.

    Raises:
        RoomNotOpen, EmptyMessage, MessageTooLong, SpeakingTooFast.
    """
    locked = lock_session(session=session)
    stored = RoomEvent.objects.filter(session=locked, member=member, client_id=client_id).first()
    if stored is not None:
        return stored
    if not locked.is_open:
        raise RoomNotOpen
    spoken = text.replace("\x00", "").strip()
    if not spoken:
        raise EmptyMessage
    if len(spoken) > MAX_TEXT:
        raise MessageTooLong(limit=MAX_TEXT, length=len(spoken))
    _check_pace(session=locked, member=member, at=at)
    return write_line(session=locked, kind=EventKind.MESSAGE, member=member, text=spoken, client_id=client_id, at=at)


def _check_pace(*, session: StudySession, member: Member, at: datetime) -> None:
    recent = RoomEvent.objects.filter(session=session, member=member, kind=EventKind.MESSAGE, at__gt=at - PACE)
    if recent.count() >= MESSAGES_AT_ONCE:
        raise SpeakingTooFast(seconds=int(PACE.total_seconds()))
