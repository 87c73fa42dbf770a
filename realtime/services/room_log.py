"""Writing the room log: under the room's lock, stored before it is sent, sent after commit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from realtime.lines import publish
from realtime.models import RoomEvent, StudySession
from realtime.room_lines import frame_of
from school.organisation.models import Member


def lock_session(*, session: StudySession) -> StudySession:
    """The session's row, locked for the rest of the transaction: lines are numbered and states change one at a time."""
    return StudySession.objects.select_for_update().get(pk=session.pk)


@transaction.atomic
def write_line(
    *, session: StudySession, kind: str, member: Member, at: datetime, text: str = "", client_id: str = ""
) -> RoomEvent:
    """Append a line to the log of a session that the caller has locked, and send it once it is committed."""
    session.last_number += 1
    session.save(update_fields=["last_number"])
    event = RoomEvent.objects.create(
        session=session,
        number=session.last_number,
        kind=kind,
        member=member,
        client_id=client_id,
        payload={"text": text} if text else {},
        at=at,
    )
    room, number, frame = session.public_id, event.number, frame_of([event])

    def send() -> None:
        publish(room=room, number=number, frame=frame)

    # robust: the line is stored; if sending fails, the tick of every process finds it.
    transaction.on_commit(send, robust=True)
    return event
