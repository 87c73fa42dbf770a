"""How a stored event reaches the processes whose sockets wait for it: in memory, or through Redis.

A line carries hints, never the truth: an event is in the database before it is sent, and the hub's tick fetches
whatever a broken line has swallowed.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, Protocol

import redis
import redis.asyncio
import structlog
from django.conf import settings
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

Deliver = Callable[[str, int, str], object]
"""Called in the hub's loop with room, number and frame."""

Mended = Callable[[str], None]
"""Called with a room whose subscription was lost and is there again."""

CHANNEL = "room:"
CONFIRMATION_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 5.0


class Line(Protocol):
    """A hub's ear: one subscription per room."""

    async def subscribe(self, room: str) -> None: ...

    async def unsubscribe(self, room: str) -> None: ...

    async def close(self) -> None: ...


def publish(*, room: str, number: int, frame: str) -> None:
    """Send a frame to every process that has sockets in the room; callable from any thread."""
    if settings.REDIS_URL:
        _redis_for_sending(settings.REDIS_URL).publish(f"{CHANNEL}{room}", f"{number} {frame}")
    else:
        MemoryLine.send(room=room, number=number, frame=frame)


@cache
def _redis_for_sending(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


class MemoryLine:
    """The line of a single process: whoever publishes calls straight into the loops that listen."""

    _open: ClassVar[dict[MemoryLine, Deliver]] = {}
    _guard = threading.Lock()

    def __init__(self, *, deliver: Deliver) -> None:
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self._rooms: set[str] = set()

    async def subscribe(self, room: str) -> None:
        self._rooms.add(room)
        with self._guard:
            self._open[self] = self._hand_over

    async def unsubscribe(self, room: str) -> None:
        self._rooms.discard(room)
        if not self._rooms:
            await self.close()

    async def close(self) -> None:
        with self._guard:
            self._open.pop(self, None)

    @classmethod
    def send(cls, *, room: str, number: int, frame: str) -> None:
        with cls._guard:
            listeners = list(cls._open.values())
        for hear in listeners:
            # A loop that has ended hears nothing; its sockets are gone with it.
            with contextlib.suppress(RuntimeError):
                hear(room, number, frame)

    def _hand_over(self, room: str, number: int, frame: str) -> None:
        self._loop.call_soon_threadsafe(self._hear, room, number, frame)

    def _hear(self, room: str, number: int, frame: str) -> None:
        if room in self._rooms:
            self._deliver(room, number, frame)


class RedisLine:
    """The line between processes: one connection, one subscription per room, mended whenever it breaks."""

    def __init__(self, *, client: redis.asyncio.Redis, deliver: Deliver, mended: Mended) -> None:
        self._client = client
        self._deliver = deliver
        self._mended = mended
        self._pubsub: redis.asyncio.client.PubSub | None = None
        self._rooms: dict[str, asyncio.Event] = {}
        self._needed = asyncio.Event()
        self._writing = asyncio.Lock()
        self._reader: asyncio.Task[None] | None = None

    async def subscribe(self, room: str) -> None:
        """Return when Redis has confirmed; after three seconds without an answer the tick alone serves the room."""
        confirmed = self._rooms.setdefault(room, asyncio.Event())
        self._needed.set()
        if self._reader is None:
            self._reader = asyncio.create_task(self._listen(), name="room line")
        try:
            async with asyncio.timeout(CONFIRMATION_SECONDS):
                async with self._writing:
                    if self._pubsub is not None:
                        await self._pubsub.subscribe(CHANNEL + room)
                await confirmed.wait()
        except (TimeoutError, RedisError, OSError):
            log.warning("redis has not confirmed a room, the tick serves it meanwhile", room=room)

    async def unsubscribe(self, room: str) -> None:
        """The connection stays for the next room."""
        self._rooms.pop(room, None)
        if not self._rooms:
            self._needed.clear()
        with contextlib.suppress(RedisError, OSError):
            async with self._writing:
                if self._pubsub is not None:
                    await self._pubsub.unsubscribe(CHANNEL + room)

    async def close(self) -> None:
        """Hang up for good."""
        if self._reader is not None:
            self._reader.cancel()
            # Bounded, because a client library in the middle of a read may swallow the cancellation.
            await asyncio.wait({self._reader}, timeout=1)
        await self._hang_up()

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            await self._needed.wait()
            try:
                pubsub = await self._dial()
                while True:
                    message = await pubsub.get_message(timeout=None)
                    pause = 0.1
                    if message is not None:
                        self._hear(message)
            except (RedisError, OSError, RuntimeError) as error:
                # RuntimeError: redis-py says so when another task has just closed the connection.
                log.warning("line to redis is broken, trying again", error=type(error).__name__)
                await self._hang_up()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _dial(self) -> redis.asyncio.client.PubSub:
        async with self._writing:
            pubsub = self._client.pubsub()
            await pubsub.subscribe(*(CHANNEL + room for room in self._rooms))
            self._pubsub = pubsub
            return pubsub

    async def _hang_up(self) -> None:
        async with self._writing:
            pubsub, self._pubsub = self._pubsub, None
            if pubsub is not None:
                with contextlib.suppress(RedisError, OSError):
                    await pubsub.aclose()  # type: ignore[no-untyped-call]  # redis-py has no annotation here

    def _hear(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        room = message["channel"].decode().removeprefix(CHANNEL) if message["channel"] else ""
        if kind == "subscribe":
            confirmed = self._rooms.get(room)
            if confirmed is not None and confirmed.is_set():
                self._mended(room)
            elif confirmed is not None:
                confirmed.set()
        elif kind == "message":
            number, _, frame = message["data"].partition(b" ")
            self._deliver(room, int(number), frame.decode())
