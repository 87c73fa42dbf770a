"""The socket of a room: /ws/rooms/<public id of the session>?after=<last number the client has>.

A native ASGI application. Frames are described in `docs/reference/room-frames.md`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import structlog

from realtime.consumers import visit
from realtime.consumers.admission import Admission, admit, same_site
from realtime.consumers.pulse import hub_here
from realtime.consumers.threads import in_thread
from realtime.hub import Hub, Seat
from realtime.models import PresenceInterval
from realtime.protocol import Beat, Say, Since, Unreadable, read
from school.accounts.sessions import cookie_of

log = structlog.get_logger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATH = re.compile(r"^/ws/rooms/(?P<room>[A-Za-z0-9_-]{12})/?$")
FRAMES_AT_ONCE = 40
FRAMES_A_SECOND = 10
CLOSING_SECONDS = 2.0


async def room_app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer one socket from its opening to its end."""
    await receive()  # websocket.connect
    if not same_site(scope["headers"]):
        await send({"type": "websocket.close", "code": 4403})
        return
    matched = PATH.match(scope["path"])
    room = matched["room"] if matched else ""
    admission = await in_thread(admit, session_key=cookie_of(scope), room=room)
    # Accepted first, because a socket that is refused before shows its page no code.
    await send({"type": "websocket.accept"})
    if isinstance(admission, int):
        await send({"type": "websocket.close", "code": admission})
        return
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("after", ["0"])[0]
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    await Visit(admission=admission, receive=receive, send=send).run(after=after)


class FramePace:
    """How fast one socket may send frames: a bucket that refills."""

    def __init__(self) -> None:
        self._left = float(FRAMES_AT_ONCE)
        self._at = time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self._left = min(FRAMES_AT_ONCE, self._left + (now - self._at) * FRAMES_A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Visit:
    """One socket in one room."""

    def __init__(self, *, admission: Admission, receive: Receive, send: Send) -> None:
        self._admission = admission
        self._receive = receive
        self._send = send
        self._pace = FramePace()
        self._device = secrets.token_hex(8)
        self._interval: PresenceInterval | None = None
        self._seat = Seat(holder=admission.holder, send=self._send_text)

    async def run(self, *, after: int) -> None:
        """Sit down, replay, listen; whatever ends it, the seat and the presence are given back."""
        hub: Hub = hub_here()
        room = await hub.join(room=self._admission.session.public_id, seat=self._seat)
        writing = asyncio.create_task(self._seat.write(), name="room writer")
        listening = asyncio.create_task(self._listen(after), name="room listener")
        try:
            ends: set[asyncio.Future[Any]] = {writing, listening, self._seat.dismissed}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (writing, listening):
                task.cancel()
            outcomes = await asyncio.gather(writing, listening, return_exceptions=True)
            await hub.leave(room=room.name, seat=self._seat)
            await self._depart()
        await self._close(outcomes)

    async def _close(self, outcomes: Iterable[BaseException | None]) -> None:
        """Tell the client why, if it is still there; a reader that is stuck is not waited for."""
        failures = [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, OSError)]
        for failure in failures:
            log.error("a room socket failed", exc_info=failure)
        if self._seat.dismissed.done():
            code = self._seat.dismissed.result()
        elif failures:
            code = 1011
        else:
            return
        with contextlib.suppress(Exception):  # the transport may already be gone, in its own way for each server
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._send({"type": "websocket.close", "code": code})

    async def _send_text(self, frame: str) -> None:
        await self._send({"type": "websocket.send", "text": frame})

    async def _listen(self, after: int) -> None:
        await self._replay(after)
        self._interval = await in_thread(visit.enter, admission=self._admission, device=self._device)
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                return
            await self._hear(message.get("text"))

    async def _replay(self, after: int) -> None:
        """Send what was written after this number, page by page; at least one frame, so that there is an answer."""
        more = True
        while more:
            frame, after, more = await in_thread(visit.page_after, admission=self._admission, after=after)
            await self._seat.put(frame)

    async def _hear(self, text: str | None) -> None:
        if not self._pace.take():
            await self._refuse("frames-too-fast")
            return
        try:
            # Binary frames are not spoken here.
            frame = read(text or "")
        except Unreadable as unreadable:
            await self._refuse(unreadable.code, unreadable.client_id)
            return
        match frame:
            case Say():
                self._seat.push(await in_thread(visit.speak, admission=self._admission, frame=frame))
            case Since():
                await self._replay(frame.after)
            case Beat():
                self._interval = await in_thread(visit.enter, admission=self._admission, device=self._device)

    async def _refuse(self, code: str, client_id: str = "") -> None:
        error = visit.REFUSALS[code]()
        self._seat.push(await in_thread(visit.refusal, admission=self._admission, error=error, client_id=client_id))

    async def _depart(self) -> None:
        if self._interval is not None:
            try:
                await in_thread(visit.depart, interval=self._interval)
            except Exception:
                # The presence ends by itself as of the last beat.
                log.exception("a presence could not be ended")
