"""The frames of a room: what a socket may say and what it hears, as typed data.

The written form of every frame is kept in `docs/reference/room-frames.md` and in the golden files of the tests.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

MAX_TEXT = 1000
"""Longest message, in characters."""

MAX_FRAME = 16 * 1024
"""Longest frame a client may send, in characters: a full message with every character escaped, and room to spare."""

CLIENT_ID_PATTERN = r"^[A-Za-z0-9-]+$"


# What a client says ---------------------------------------------------------------------------------------------


class ClientFrame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Say(ClientFrame):
    """Say something. `client_id` is made by the client; the same one said twice is stored once."""

    type: Literal["say"]
    client_id: Annotated[str, Field(min_length=8, max_length=36, pattern=CLIENT_ID_PATTERN)]
    text: str


class Since(ClientFrame):
    """Ask for every event after a number."""

    type: Literal["since"]
    after: Annotated[int, Field(ge=0, le=2**53)]


class Beat(ClientFrame):
    """The person's page is still here."""

    type: Literal["beat"]


Heard = Annotated[Say | Since | Beat, Field(discriminator="type")]
_heard: TypeAdapter[Say | Since | Beat] = TypeAdapter(Heard)


class Unreadable(ValueError):
    """The frame is not one of the three; `client_id` is what could be saved of it."""

    def __init__(self, *, code: str, client_id: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.client_id = client_id


def read(text: str) -> Say | Since | Beat:
    """Read a client's frame; raises Unreadable with code `frame-too-long` or `unreadable-frame`."""
    if len(text) > MAX_FRAME:
        raise Unreadable(code="frame-too-long")
    try:
        raw = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable(code="unreadable-frame") from error
    try:
        return _heard.validate_python(raw)
    except ValidationError as error:
        named = raw.get("client_id") if isinstance(raw, dict) else None
        client_id = named if isinstance(named, str) and len(named) <= 36 else ""
        raise Unreadable(code="unreadable-frame", client_id=client_id) from error


# What a client hears --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speaker:
    """A member, by public id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line of the room log. `number` is dense in its room: a missing number is a gap."""

    number: int
    kind: str
    member: Speaker
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    type: Literal["events"] = "events"
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Every few seconds: how many people are here, and the last number of the log."""

    type: Literal["tick"] = "tick"
    present: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Events from this number on may be missing: ask with `since`."""

    type: Literal["gap"] = "gap"
    from_: int = field(metadata={"name": "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The message with this client id is stored under this number."""

    type: Literal["ack"] = "ack"
    client_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A frame was not taken; programs read `code`, people read `detail`."""

    type: Literal["refused"] = "refused"
    client_id: str
    code: str
    detail: str


ServerFrame = Events | Tick | Gap | Ack | Refused


def write(frame: ServerFrame) -> str:
    """The frame as it travels; encoded once, however many people hear it."""
    if isinstance(frame, Gap):
        # `from` is a reserved word in Python, so the field cannot carry its name.
        return orjson.dumps({"type": frame.type, "from": frame.from_}).decode()
    return orjson.dumps(frame, option=orjson.OPT_UTC_Z).decode()
