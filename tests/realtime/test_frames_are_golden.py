"""Every frame, as it is written on the wire, against committed files; and all of them are in the reference page."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings

from realtime import protocol
from realtime.consumers.visit import REFUSALS
from realtime.models import EventKind
from realtime.protocol import Ack, EventLine, Events, Gap, Refused, Speaker, Tick, Unreadable, read, write

GOLDEN = Path(__file__).parent / "golden"
REFERENCE = settings.BASE_DIR / "docs" / "reference" / "room-frames.md"

LINE = EventLine(
    number=7,
    kind="message",
    member=Speaker(id="Zx3_kQ9-aB1c", name="阿依古丽·买买提"),
    text="新生报到处也需要会双语的同学，我报名。",
    at=datetime(2026, 11, 23, 11, 41, 5, 250000, tzinfo=UTC),
)
SERVER_FRAMES = {
    "events": Events(events=(LINE,)),
    "tick": Tick(present=25, last=7),
    "gap": Gap(from_=8),
    "ack": Ack(client_id="0f9d2c5e", number=7),
    "refused": Refused(client_id="0f9d2c5e", code="room-not-open", detail="现在不能发言。"),
}
CLIENT_FRAMES = {
    "say": protocol.Say(type="say", client_id="0f9d2c5e", text="同意。"),
    "since": protocol.Since(type="since", after=7),
    "beat": protocol.Beat(type="beat"),
}


@pytest.mark.parametrize("name", SERVER_FRAMES)
def test_a_server_frame_is_written_as_the_golden_file_says(name):
    assert write(SERVER_FRAMES[name]) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", CLIENT_FRAMES)
def test_a_client_frame_is_read_from_its_golden_file(name):
    assert read((GOLDEN / f"{name}.json").read_text(encoding="utf-8").strip()) == CLIENT_FRAMES[name]


def test_no_frame_is_without_its_golden_file():
    assert {path.stem for path in GOLDEN.glob("*.json")} == SERVER_FRAMES.keys() | CLIENT_FRAMES.keys()
    assert {type(frame) for frame in SERVER_FRAMES.values()} == set(get_args(protocol.ServerFrame))


def test_the_reference_tells_of_every_frame_field_kind_and_code():
    page = REFERENCE.read_text(encoding="utf-8")
    told = [f"`{name}`" for name in (*SERVER_FRAMES, *CLIENT_FRAMES, *EventKind.values, *REFUSALS)]
    for frame in (*SERVER_FRAMES.values(), LINE):
        told += [f"`{field.name.rstrip('_')}`" for field in fields(frame)]
    for frame in CLIENT_FRAMES.values():
        told += [f"`{name}`" for name in type(frame).model_fields]
    assert [word for word in told if word not in page] == []


@pytest.mark.parametrize("name", [*SERVER_FRAMES, *CLIENT_FRAMES])
def test_the_reference_shows_the_golden_file(name):
    assert (GOLDEN / f"{name}.json").read_text(encoding="utf-8").strip() in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "client_id"),
    [("{", ""), ("[1]", ""), ('{"type":"say","client_id":"0f9d2c5e"}', "0f9d2c5e"), ('{"client_id":5}', "")],
)
def test_what_cannot_be_read_keeps_the_client_id_if_there_is_one(text, client_id):
    with pytest.raises(Unreadable) as unreadable:
        read(text)
    assert (unreadable.value.code, unreadable.value.client_id) == ("unreadable-frame", client_id)
