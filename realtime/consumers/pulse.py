"""The pulse of a room, read from the database; and the hub of this event loop, which asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from weakref import WeakKeyDictionary

import redis.asyncio
from django.conf import settings
from django.utils import timezone

from realtime.consumers.admission import leaving
from realtime.consumers.threads import in_thread
from realtime.hub import Holder, Hub, Pulse
from realtime.lines import Deliver, Line, MemoryLine, Mended, RedisLine
from realtime.models import PresenceInterval, StudySession
from realtime.protocol import Gap, Tick, write
from realtime.room_lines import frame_of

TICK_SECONDS = 5.0
"""Sign-outs, presence totals and lines that the hub has missed wait no longer than this."""

HEALED_AT_ONCE = 200
"""More lines than this are not sent to everybody on one tick; clients are told to ask for them in pages."""

_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub_here() -> Hub:
    """The one hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(line=_line, last_number=_last_number, pulse=_pulse, tick_seconds=TICK_SECONDS)
    return _hubs[loop]


def _line(deliver: Deliver, mended: Mended) -> Line:
    if settings.REDIS_URL:
        return RedisLine(client=redis.asyncio.from_url(settings.REDIS_URL), deliver=deliver, mended=mended)
    return MemoryLine(deliver=deliver)


async def _last_number(room: str) -> int:
    return await in_thread(last_number, room=room)


def last_number(*, room: str) -> int:
    """The number of the newest line of the room's log."""
    return StudySession.objects.values_list("last_number", flat=True).get(public_id=room)


async def _pulse(room: str, heard: int, holders: Collection[Holder]) -> Pulse:
    return await in_thread(take_pulse, room=room, heard=heard, holders=holders)


def take_pulse(*, room: str, heard: int, holders: Collection[Holder]) -> Pulse:
    """What a room has to be told on this tick; `heard` is the number up to which its sockets have the log."""
    at = timezone.now()
    session = StudySession.objects.select_related("organisation").get(public_id=room)
    tick = Tick(present=PresenceInterval.objects.people_in(session, at=at), last=session.last_number)
    behind = session.last_number - heard
    missed: tuple[tuple[int, str], ...] = ()
    if 0 < behind <= HEALED_AT_ONCE:
        missed = tuple((event.number, frame_of([event])) for event in session.events.all().after(heard))
    gap = (session.last_number, write(Gap(from_=heard + 1))) if behind > HEALED_AT_ONCE else None
    return Pulse(tick=write(tick), missed=missed, gap=gap, leaving=leaving(session=session, holders=holders, at=at))
