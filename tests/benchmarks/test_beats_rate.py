"""How many beats a second of processor time settles, sign-in check and acknowledgement included (DESIGN §4)."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.db import connection

from progress.consumers.beats import beats_app
from progress.models import AcceptedBeat
from progress.services.ruling import install_first_rules
from tests.attacks.forging import Device, beat
from tests.progress.recordings import publish_course_of

VIEWERS, WARMING, ROUNDS = 150, 2, 6
BEAT_MS = 10_000
LEAST_PER_SECOND = {"sqlite": 300, "postgresql": 200}


async def report(device: Device, number: int) -> None:
    """One beat, as the device sends it, straight to the application."""
    part = [number * BEAT_MS, (number + 1) * BEAT_MS]
    body = orjson.dumps({"token": device.tokens[0], "beats": [beat(number + 1, part, part)]})
    cookie = f"{settings.SESSION_COOKIE_NAME}={device.session_key}".encode()
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/beats", "headers": [(b"cookie", cookie)]}
    await beats_app(scope, receive, send)
    assert said[0]["status"] == 200


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_beats_per_second_of_processor_time(make_member, second_branch, college, economics, instructor, at):
    install_first_rules()
    (lecture,) = publish_course_of(
        owner=economics, author=instructor, audience=college, at=at.replace(month=9), durations_ms=[600_000]
    )
    devices = [Device.sign_in(make_member(f"学员{n}", second_branch)) for n in range(VIEWERS)]
    for device in devices:
        device.open(lecture, ago_s=300)

    async def rounds(first: int, count: int) -> None:
        for number in range(first, first + count):
            await asyncio.gather(*(report(device, number) for device in devices))

    asyncio.run(rounds(0, WARMING))
    began = time.process_time()
    asyncio.run(rounds(WARMING, ROUNDS))
    rate = VIEWERS * ROUNDS / (time.process_time() - began)
    print(f"{connection.vendor}: {rate:.0f} beats per second of processor time, database server not counted")
    assert AcceptedBeat.objects.count() == VIEWERS * (WARMING + ROUNDS)
    assert rate >= LEAST_PER_SECOND[connection.vendor]
