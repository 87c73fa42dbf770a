"""What one socket asks of the database; every function here runs in a thread of its own."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation

from realtime.consumers.admission import Admission
from realtime.errors import FramesTooFast, FrameTooLong, UnreadableFrame
from realtime.models import PresenceInterval, RoomEvent, SessionState
from realtime.protocol import Ack, Refused, Say, write
from realtime.room_lines import frame_of
from realtime.services import presence
from realtime.services.speaking import say
from school.accounts.activity import note_activity
from school.errors import SchoolError

PAGE = 200
"""Lines of one replay frame."""

REFUSALS = {error.code: error for error in (UnreadableFrame, FrameTooLong, FramesTooFast)}


def page_after(*, admission: Admission, after: int) -> tuple[str, int, bool]:
    """The next lines of the log as a frame, the number reached, and whether there is more."""
    events = list(RoomEvent.objects.filter(session=admission.session).after(after)[: PAGE + 1])
    page = events[:PAGE]
    return frame_of(page), page[-1].number if page else after, len(events) > PAGE


def speak(*, admission: Admission, frame: Say) -> str:
    """Say it; the answer is an `ack` or a `refused` frame.

    Any other failure ends the socket, because a client drops what was refused, but sends again what was not answered.
    """
    try:
        event = say(
            session=admission.session,
            member=admission.member,
            text=frame.text,
            client_id=frame.client_id,
            at=timezone.now(),
        )
    except SchoolError as error:
        return refusal(admission=admission, error=error, client_id=frame.client_id)
    return write(Ack(client_id=frame.client_id, number=event.number))


def refusal(*, admission: Admission, error: SchoolError, client_id: str = "") -> str:
    """A `refused` frame in the member's language."""
    with translation.override(admission.member.language or settings.LANGUAGE_CODE):
        return write(Refused(client_id=client_id, code=error.code, detail=error.detail))


def enter(*, admission: Admission, device: str) -> PresenceInterval | None:
    """Note the presence; nobody is present in a room that is over."""
    at = timezone.now()
    note_activity(admission.holder.session_key, at=at)
    session = admission.session
    session.refresh_from_db(fields=["state"])
    if session.state not in (SessionState.SCHEDULED, SessionState.OPEN):
        return None
    return presence.join(session=session, member=admission.member, device=device, at=at)


def depart(*, interval: PresenceInterval) -> None:
    presence.leave(interval=interval, at=timezone.now())
