"""The room log as frames: the one place where a stored line becomes what people are sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from realtime.models import RoomEvent
from realtime.protocol import EventLine, Events, Speaker, write


def line_of(event: RoomEvent) -> EventLine:
    """A stored line with its member's public id and name; times in UTC."""
    return EventLine(
        number=event.number,
        kind=event.kind,
        member=Speaker(id=event.member.public_id, name=event.member.name),
        text=event.text,
        at=event.at.astimezone(UTC),
    )


def frame_of(events: Iterable[RoomEvent]) -> str:
    """The frame that carries these lines, in their order."""
    return write(Events(events=tuple(map(line_of, events))))
