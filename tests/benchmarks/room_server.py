"""The two servers of the fan-out benchmark, one in a process: the product's room, or the bare library.

    python -m tests.benchmarks.room_server product ROOM | bare

Prints its port; then obeys lines on standard input: `send N` sends that many frames to everybody, `cpu` prints the
processor seconds used so far, the end of input ends it.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable

import django

django.setup()

import uvicorn  # noqa: E402 - the set-up comes first
import uvloop  # noqa: E402
from websockets.asyncio.server import broadcast, serve  # noqa: E402

from realtime.consumers.room import room_app  # noqa: E402
from realtime.lines import publish  # noqa: E402

FIRST_NUMBER = 1_000_000
"""Far beyond the log, so that every frame is news."""


def frame(number: int) -> str:
    """A message as the room sends it, with the moment of sending in place of a text."""
    return (
        f'{{"type":"events","events":[{{"number":{number},"kind":"message","member":{{"id":"Aa0_Bb1-Cc2d","name":"周文静"}},'
        f'"text":"{time.monotonic_ns()}","at":"2026-11-23T11:30:00Z"}}]}}'
    )


async def product(room: str) -> None:
    server = uvicorn.Server(uvicorn.Config(room_app, port=0, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    say(server.servers[0].sockets[0].getsockname()[1])
    await obey(lambda number: publish(room=room, number=number, frame=frame(number)))
    server.should_exit, server.force_exit = True, True
    await serving


async def bare() -> None:
    async with serve(lambda connection: connection.wait_closed(), "127.0.0.1", 0, compression=None) as server:
        say(next(iter(server.sockets)).getsockname()[1])
        await obey(lambda number: broadcast(server.connections, frame(number)))


async def obey(send: Callable[[int], None]) -> None:
    number = FIRST_NUMBER
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.startswith("send "):
            for _ in range(int(line.split()[1])):
                number += 1
                send(number)
        else:
            say(time.process_time())


def say(what: float) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(product(sys.argv[2]) if sys.argv[1] == "product" else bare())
