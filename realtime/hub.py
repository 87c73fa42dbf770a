"""The room hub of one process: who sits in which room, and how a frame reaches them.

One subscription per room and process; every frame is encoded once; each socket has a bounded buffer and one task that
empties it. A reader that is too slow loses its own socket, never the room.
Why not a channel layer: `docs/decisions/0010-own-room-hub.md`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field

import structlog

from realtime.lines import Deliver, Line, Mended

log = structlog.get_logger(__name__)

BUFFER_FRAMES = 256
"""Frames a socket may fall behind before it is closed."""

TOO_SLOW = 4408
SIGNED_OUT = 4401
STRANGER = 4404


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose socket it is: the member, and the sign-in that opened it."""

    member_id: int
    session_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What the database says of a room."""

    tick: str
    missed: tuple[tuple[int, str], ...] = ()
    """Lines that the line between processes has swallowed, by number."""
    gap: tuple[int, str] | None = None
    """Too many were swallowed to be sent: the number to go on from, and the frame that tells clients to ask."""
    leaving: Mapping[Holder, int] = field(default_factory=dict)
    """Who has to go → the close code that says why."""


TakePulse = Callable[[str, int, Collection[Holder]], Awaitable[Pulse]]
"""(room, highest number heard without a hole, holders) → Pulse."""

ReadLastNumber = Callable[[str], Awaitable[int]]
"""Room → the number of the newest line of its log."""


class Seat:
    """One socket in a room."""

    def __init__(
        self, *, holder: Holder, send: Callable[[str], Awaitable[None]], capacity: int = BUFFER_FRAMES
    ) -> None:
        self.holder = holder
        self._send = send
        self._capacity = capacity
        self._buffer: deque[str] = deque()
        self._filled = asyncio.Event()
        self._half_empty = asyncio.Event()
        self._half_empty.set()
        self.dismissed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """Holds the close code once this socket has to go."""

    def push(self, frame: str) -> None:
        """Queue a frame without waiting; a full buffer dismisses this seat."""
        if self.dismissed.done():
            return
        if len(self._buffer) >= self._capacity:
            self.dismiss(TOO_SLOW)
            return
        self._buffer.append(frame)
        self._filled.set()
        if len(self._buffer) > self._capacity // 2:
            self._half_empty.clear()

    async def put(self, frame: str) -> None:
        """Queue a frame of a replay, waiting while the buffer is half full: the other half belongs to live frames."""
        await self._half_empty.wait()
        self.push(frame)

    def dismiss(self, code: int) -> None:
        if not self.dismissed.done():
            self.dismissed.set_result(code)
        self._half_empty.set()

    async def write(self) -> None:
        """Empty the buffer for as long as the socket lives; the seat's one writer."""
        while True:
            await self._filled.wait()
            while self._buffer:
                frame = self._buffer.popleft()
                if len(self._buffer) <= self._capacity // 2:
                    self._half_empty.set()
                await self._send(frame)
            self._filled.clear()


class Room:
    """The seats of one room in this process, and how much of its log they have been told."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seats: set[Seat] = set()
        self.early: set[int] = set()
        self.heard: int | None = None
        """Every number up to here was delivered, or stood in the log before the first seat read it; None until the
        hub has asked."""
        self.wake = asyncio.Event()

    def is_news(self, number: int) -> bool:
        """Note a number; false if this process has already delivered it."""
        if number in self.early or (self.heard is not None and number <= self.heard):
            return False
        self.early.add(number)
        self._close_ranks()
        return True

    def skip_to(self, number: int) -> None:
        """Count everything up to this number as heard: clients get it from the database."""
        self.heard = number
        self.early = {early for early in self.early if early > number}
        self._close_ranks()

    def _close_ranks(self) -> None:
        while self.heard is not None and self.heard + 1 in self.early:
            self.heard += 1
            self.early.discard(self.heard)


class Hub:
    """All rooms of one event loop."""

    def __init__(
        self,
        *,
        line: Callable[[Deliver, Mended], Line],
        last_number: ReadLastNumber,
        pulse: TakePulse,
        tick_seconds: float,
    ) -> None:
        self._line = line(self.deliver, self._hurry)
        self._last_number = last_number
        self._pulse = pulse
        self._tick_seconds = tick_seconds
        self._rooms: dict[str, Room] = {}
        self._ticking: dict[str, asyncio.Task[None]] = {}
        # Joining and leaving take turns, so that a last leave cannot cancel the subscription of a first join.
        self._door = asyncio.Lock()

    @property
    def rooms(self) -> Collection[str]:
        return self._rooms.keys()

    async def join(self, *, room: str, seat: Seat) -> Room:
        """Seat a socket. A replay that is read from now on, and the frames pushed from now on, leave no hole."""
        async with self._door:
            joined = self._rooms.get(room) or await self._open(room)
            joined.seats.add(seat)
            return joined

    async def leave(self, *, room: str, seat: Seat) -> None:
        """Give the seat back; the last one closes the room in this process."""
        async with self._door:
            left = self._rooms.get(room)
            if left is None:
                return
            left.seats.discard(seat)
            if not left.seats:
                ticking = self._ticking.pop(room)
                ticking.cancel()
                await asyncio.gather(ticking, return_exceptions=True)
                await self._shut(room)

    async def _open(self, room: str) -> Room:
        opened = self._rooms[room] = Room(room)
        try:
            await self._line.subscribe(room)
            # Asked after subscribing and before anybody is seated: up to this number everybody's own replay has
            # the log, beyond it the line or the tick delivers.
            opened.skip_to(await self._last_number(room))
        except BaseException:
            await self._shut(room)
            raise
        self._ticking[room] = asyncio.create_task(self._tick(opened), name=f"tick of room {room}")
        return opened

    async def _shut(self, room: str) -> None:
        del self._rooms[room]
        await self._line.unsubscribe(room)

    def deliver(self, room: str, number: int, frame: str) -> None:
        """Hand a frame of the log to every seat of the room, once."""
        joined = self._rooms.get(room)
        if joined is not None and joined.is_news(number):
            for seat in tuple(joined.seats):
                seat.push(frame)

    async def close(self) -> None:
        for ticking in self._ticking.values():
            ticking.cancel()
        await self._line.close()

    def _hurry(self, room: str) -> None:
        """The line was mended: look at once for what it swallowed."""
        joined = self._rooms.get(room)
        if joined is not None:
            joined.wake.set()

    async def _tick(self, room: Room) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._tick_seconds):
                    await room.wake.wait()
            room.wake.clear()
            try:
                pulse = await self._pulse(room.name, room.heard or 0, {seat.holder for seat in room.seats})
            except Exception:
                # A database that is away for a moment must not silence the room for good.
                log.exception("pulse of a room failed", room=room.name)
                continue
            self._apply(room, pulse)

    def _apply(self, room: Room, pulse: Pulse) -> None:
        for number, frame in pulse.missed:
            self.deliver(room.name, number, frame)
        frames = [pulse.tick]
        if pulse.gap is not None:
            room.skip_to(pulse.gap[0])
            frames.insert(0, pulse.gap[1])
        for seat in tuple(room.seats):
            code = pulse.leaving.get(seat.holder)
            if code is not None:
                seat.dismiss(code)
                continue
            for frame in frames:
                seat.push(frame)
