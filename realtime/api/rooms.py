"""The room by polling: the same log, the same services, where sockets do not get through."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from realtime.models import PresenceInterval, SessionState, StudySession
from realtime.protocol import CLIENT_ID_PATTERN, MAX_TEXT
from realtime.room_lines import line_of
from realtime.services import presence
from realtime.services.speaking import say
from school.accounts.requests import MemberRequest
from school.errors import NotFound

router = Router(tags=["rooms"])

LONGEST_PAGE = 200


class SpeakerOut(Schema):
    id: str
    name: str


class EventOut(Schema):
    """One line of the room log, exactly as sockets send it."""

    number: int
    kind: str
    member: SpeakerOut
    text: str
    at: datetime


class RoomOut(Schema):
    id: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    present: int
    last: int


class EventsOut(Schema):
    """`last` is the newest number of the log; while it is above the last line here, there is more to ask for."""

    events: list[EventOut]
    last: int
    present: int
    state: str


class MessageIn(Schema):
    client_id: Annotated[str, Field(min_length=8, max_length=36, pattern=CLIENT_ID_PATTERN)]
    text: Annotated[str, Field(max_length=4 * MAX_TEXT)]


class MessageOut(Schema):
    client_id: str
    number: int


@router.get("/rooms/{room_id}", response=RoomOut)
def read_room(request: HttpRequest, room_id: str) -> RoomOut:
    """The room's state."""
    asked = cast("MemberRequest", request)
    session = _room(asked, room_id)
    return RoomOut(
        id=session.public_id,
        title=session.title,
        state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        present=PresenceInterval.objects.people_in(session, at=asked.at),
        last=session.last_number,
    )


@router.get("/rooms/{room_id}/events", response=EventsOut)
def read_events(
    request: HttpRequest,
    room_id: str,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE,
) -> EventsOut:
    """Lines after a number. Asking again and again is being in the room."""
    asked = cast("MemberRequest", request)
    session = _room(asked, room_id)
    present = _note_presence(asked, session)
    # A room in which nothing was said is polled most: it costs no query of the log.
    events = session.events.all().after(after)[:limit] if after < session.last_number else ()
    return EventsOut(
        events=[EventOut.model_validate(line_of(event), from_attributes=True) for event in events],
        last=session.last_number,
        present=present,
        state=session.state,
    )


@router.post("/rooms/{room_id}/messages", response={201: MessageOut})
def post_message(request: HttpRequest, room_id: str, message: MessageIn) -> Status[MessageOut]:
    """Say something; the same `client_id` again is answered with the number it already has."""
    asked = cast("MemberRequest", request)
    event = say(
        session=_room(asked, room_id),
        member=asked.user,
        text=message.text,
        client_id=message.client_id,
        at=asked.at,
    )
    return Status(201, MessageOut(client_id=event.client_id, number=event.number))


def _room(request: MemberRequest, room_id: str) -> StudySession:
    found = StudySession.objects.visible_to(request.authority).filter(public_id=room_id).first()
    if found is None:
        raise NotFound
    return found


def _note_presence(request: MemberRequest, session: StudySession) -> int:
    """Whoever polls is there; returns how many people are. One query, and a write only every few polls."""
    if session.state not in (SessionState.SCHEDULED, SessionState.OPEN):
        return 0
    device = _polling_device(request)
    running = PresenceInterval.objects.running(at=request.at).filter(session=session)
    seen = {(member, of): at for member, of, at in running.values_list("member", "device", "last_seen_at")}
    own = seen.get((request.user.pk, device))
    if own is None or request.at - own >= presence.RESOLUTION:
        presence.join(session=session, member=request.user, device=device, at=request.at)
    return len({member for member, _device in seen} | {request.user.pk})


def _polling_device(request: MemberRequest) -> str:
    """One per sign-in: the tabs of a browser that polls are one device."""
    key = request.session.session_key or "key"
    return f"poll-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
