"""A browser's side of a room's socket."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import orjson
from asgiref.testing import ApplicationCommunicator
from django.conf import settings

from realtime.consumers.room import room_app

PATIENCE = 5


class Browser:
    """Opens the room's socket with the cookies of a signed-in client, and remembers the log it has seen."""

    _ids = itertools.count(1)

    def __init__(self, client, session_id: str, *, origin: str = "http://testserver") -> None:
        self.session_id = session_id
        self.seen: dict[int, dict[str, Any]] = {}
        self.others: list[dict[str, Any]] = []
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME) if client else None
        self.headers = [(b"origin", origin.encode()), (b"host", b"testserver")]
        if cookie:
            self.headers.append((b"cookie", f"{cookie.key}={cookie.value}".encode()))
        self.socket: ApplicationCommunicator | None = None

    @property
    def last(self) -> int:
        return max(self.seen, default=0)

    @property
    def texts(self) -> list[str]:
        return [self.seen[number]["text"] for number in sorted(self.seen) if self.seen[number]["kind"] == "message"]

    async def open(self) -> Browser:
        """Connect, asking for what is new since the last visit, and read the replay."""
        answer = await self._knock(f"after={self.last}")
        assert answer["type"] == "websocket.accept"
        await self.until("events")
        return self

    async def refused_with(self) -> int:
        """Connect and be shown the door: the close code."""
        answer = await self._knock("")
        return answer["code"] if answer["type"] == "websocket.close" else await self.closed_with()

    async def _knock(self, query: str) -> dict[str, Any]:
        scope = {
            "type": "websocket",
            "path": f"/ws/rooms/{self.session_id}",
            "query_string": query.encode(),
            "headers": self.headers,
        }
        self.socket = ApplicationCommunicator(room_app, scope)
        await self.socket.send_input({"type": "websocket.connect"})
        return await self.socket.receive_output(timeout=PATIENCE)

    async def closed_with(self) -> int:
        while True:
            message = await self.socket.receive_output(timeout=PATIENCE)
            if message["type"] == "websocket.close":
                return message["code"]

    async def send(self, **frame) -> None:
        await self.send_raw(text=orjson.dumps(frame).decode())

    async def send_raw(self, **data: str | bytes) -> None:
        await self.socket.send_input({"type": "websocket.receive", **data})

    async def say(self, text: str, client_id: str | None = None) -> dict[str, Any]:
        """Say something and wait for the answer: `ack` or `refused`."""
        client_id = client_id or f"client-id-{next(self._ids):06}"
        await self.send(type="say", client_id=client_id, text=text)
        return await self.until("ack", "refused")

    async def until(self, *kinds: str) -> dict[str, Any]:
        """Read frames until one of these types comes."""
        while True:
            message = await self.socket.receive_output(timeout=PATIENCE)
            assert message["type"] == "websocket.send", message
            frame = orjson.loads(message["text"])
            if frame["type"] == "events":
                self.seen |= {event["number"]: event for event in frame["events"]}
            else:
                self.others.append(frame)
            if frame["type"] in kinds:
                return frame

    async def hear(self, text: str) -> None:
        """Read until this message is in the log."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.texts:
                await self.until("events")

    async def vanish(self) -> None:
        """The network is gone."""
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1006})
        await self.socket.wait(timeout=PATIENCE)
