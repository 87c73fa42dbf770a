"""The room behind the real server: a reader that does not read loses its own connection only."""

import asyncio
import contextlib

import orjson
import pytest
import uvicorn
from django.conf import settings
from django.db import connection
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from realtime.consumers.pulse import hub_here
from realtime.consumers.room import room_app
from realtime.hub import TOO_SLOW
from realtime.lines import publish
from realtime.models import PresenceInterval

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]

PATIENCE = 20
FRAMES, BATCH, WEIGHT = 3000, 50, 10_000


@contextlib.asynccontextmanager
async def serving():
    """The room on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(room_app, port=0, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


@pytest.fixture
def cookies(client_of, learner, peer):
    return [
        f"{settings.SESSION_COOKIE_NAME}={client_of(member).cookies[settings.SESSION_COOKIE_NAME].value}"
        for member in (learner, peer)
    ]


async def test_a_slow_reader_is_closed_and_the_others_hear_everything(room, cookies):
    async with asyncio.timeout(PATIENCE), serving() as port:
        address = f"ws://127.0.0.1:{port}/ws/rooms/{room.public_id}"
        plain = {"origin": f"http://127.0.0.1:{port}", "compression": None}
        slow_options = {"additional_headers": {"cookie": cookies[0]}, "max_queue": 1}
        async with (
            connect(address, additional_headers={"cookie": cookies[1]}, max_queue=None, **plain) as quick,
            connect(address, **slow_options, **plain) as slow,
        ):
            await quick.recv()
            heard = 0
            for start in range(0, FRAMES, BATCH):
                for number in range(start + 2, start + BATCH + 2):
                    frame = orjson.dumps({"type": "events", "events": [], "weight": f"{number} " + "x" * WEIGHT})
                    publish(room=room.public_id, number=number, frame=frame.decode())
                while heard < start + BATCH:
                    heard += b'"weight"' in (await quick.recv(decode=False))
            assert heard == FRAMES
            assert await _end_of(slow) in (TOO_SLOW, 1006)
            publish(room=room.public_id, number=FRAMES + 2, frame='{"type":"events","events":["still here"]}')
            while b"still here" not in (await quick.recv(decode=False)):
                pass
        # Seats and presence are given back when the sockets have ended, on their own time.
        while hub_here().rooms or await asyncio.to_thread(_running, room):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def _end_of(socket) -> int:
    """Read what is left; the close code."""
    try:
        while True:
            await socket.recv(decode=False)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def _running(room) -> int:
    try:
        return PresenceInterval.objects.filter(session=room, left_at=None).count()
    finally:
        connection.close()
