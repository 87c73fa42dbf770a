"""The hub by itself: seats, rooms and lines, without database or web."""

import asyncio
import contextlib

import fakeredis
import pytest
import redis.asyncio

from realtime.hub import TOO_SLOW, Holder, Hub, Pulse, Seat
from realtime.lines import CHANNEL, MemoryLine, RedisLine

ROOM = "abcdefghijkl"
PATIENCE = 5


class Listener:
    """A seat whose frames can be read."""

    def __init__(self, member_id=1, *, capacity=256):
        self.heard = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.seat = Seat(holder=Holder(member_id, f"key-{member_id}"), send=self._send, capacity=capacity)
        self.writing = asyncio.create_task(self.seat.write())

    async def _send(self, frame):
        await self.reads.wait()
        await self.heard.put(frame)

    async def next(self):
        async with asyncio.timeout(PATIENCE):
            return await self.heard.get()

    async def hears_only(self, *frames):
        for frame in frames:
            assert await self.next() == frame
        await settle()
        assert self.heard.empty()


async def settle():
    for _ in range(50):
        await asyncio.sleep(0)


class Database:
    """Stands for the room log that the pulse reads: what the tests say is stored."""

    def __init__(self):
        self.lines = {}
        self.leaving = {}
        self.fails = 0
        self.asked = 0
        self.gap = None

    async def last_number(self, room):
        return max(self.lines, default=0)

    async def pulse(self, room, heard, holders):
        self.asked += 1
        if self.fails:
            self.fails -= 1
            raise OSError("the database is away")
        gap, self.gap = self.gap, None
        missed = tuple((n, frame) for n, frame in sorted(self.lines.items()) if n > heard) if gap is None else ()
        return Pulse(tick="tick", missed=missed, gap=gap, leaving=self.leaving)


@pytest.fixture
def database():
    return Database()


@pytest.fixture(params=["memory", "fakeredis", pytest.param("redis", marks=pytest.mark.redis)])
async def line(request):
    """A way to build a hub's line, and to publish on it."""
    if request.param == "memory":
        yield _MemoryWire()
        return
    if request.param == "fakeredis":
        client = fakeredis.FakeAsyncRedis(server=fakeredis.FakeServer())
    else:
        client = redis.asyncio.from_url(request.getfixturevalue("redis_url"))
    yield _RedisWire(client)
    await client.aclose()


class _Wire:
    async def has_subscriptions(self, number):
        """Wait until it has: Redis takes a moment."""
        async with asyncio.timeout(PATIENCE):
            while await self.subscriptions() != number:  # noqa: ASYNC110 - Redis tells nobody
                await asyncio.sleep(0.01)


class _MemoryWire(_Wire):
    def build(self, deliver, mended):
        return MemoryLine(deliver=deliver)

    async def publish(self, number, frame, room=ROOM):
        await asyncio.to_thread(MemoryLine.send, room=room, number=number, frame=frame)

    async def subscriptions(self, room=ROOM):
        return sum(room in line._rooms for line in MemoryLine._open)


class _RedisWire(_Wire):
    def __init__(self, client):
        self.client = client

    def build(self, deliver, mended):
        return RedisLine(client=self.client, deliver=deliver, mended=mended)

    async def publish(self, number, frame, room=ROOM):
        await self.client.publish(CHANNEL + room, f"{number} {frame}")

    async def subscriptions(self, room=ROOM):
        return (await self.client.pubsub_numsub(CHANNEL + room))[0][1]


@contextlib.asynccontextmanager
async def hub_on(line, database, tick_seconds=3600.0):
    hub = Hub(line=line.build, last_number=database.last_number, pulse=database.pulse, tick_seconds=tick_seconds)
    try:
        yield hub
    finally:
        await hub.close()


async def test_everybody_in_the_room_hears_a_frame_and_nobody_elsewhere(line, database):
    async with hub_on(line, database) as hub:
        here, there, elsewhere = Listener(1), Listener(2), Listener(3)
        await hub.join(room=ROOM, seat=here.seat)
        await hub.join(room=ROOM, seat=there.seat)
        await hub.join(room="another-room", seat=elsewhere.seat)
        await line.publish(1, "大家好")
        await here.hears_only("大家好")
        await there.hears_only("大家好")
        assert elsewhere.heard.empty()


async def test_a_room_has_one_subscription_however_many_sit_in_it_and_none_when_the_last_has_left(line, database):
    async with hub_on(line, database) as hub:
        listeners = [Listener(n) for n in range(3)]
        for listener in listeners:
            await hub.join(room=ROOM, seat=listener.seat)
        await line.has_subscriptions(1)
        for listener in listeners[1:]:
            await hub.leave(room=ROOM, seat=listener.seat)
        await line.has_subscriptions(1)
        await hub.leave(room=ROOM, seat=listeners[0].seat)
        await line.has_subscriptions(0)
        assert not hub.rooms


async def test_two_hubs_hear_the_same_room(line, database):
    async with hub_on(line, database) as first, hub_on(line, database) as second:
        here, there = Listener(1), Listener(2)
        await first.join(room=ROOM, seat=here.seat)
        await second.join(room=ROOM, seat=there.seat)
        await line.publish(1, "one")
        assert await here.next() == await there.next() == "one"


async def test_joining_and_leaving_at_the_same_time_keeps_the_subscription(line, database):
    async with hub_on(line, database) as hub:
        for _ in range(20):
            leaver, joiner = Listener(1), Listener(2)
            await hub.join(room=ROOM, seat=leaver.seat)
            await asyncio.gather(hub.leave(room=ROOM, seat=leaver.seat), hub.join(room=ROOM, seat=joiner.seat))
            database.lines = {}
            await line.publish(1, "still here")
            assert await joiner.next() == "still here"
            await hub.leave(room=ROOM, seat=joiner.seat)


async def test_a_slow_reader_loses_its_own_socket_and_nobody_elses(line, database):
    async with hub_on(line, database) as hub:
        slow, quick = Listener(1, capacity=10), Listener(2, capacity=10)
        slow.reads.clear()
        for listener in (slow, quick):
            await hub.join(room=ROOM, seat=listener.seat)
        for number in range(1, 31):
            await line.publish(number, f"line {number}")
            assert await quick.next() == f"line {number}"
        assert slow.seat.dismissed.result() == TOO_SLOW
        assert not quick.seat.dismissed.done()


async def test_a_replay_longer_than_the_buffer_waits_instead_of_overflowing(database):
    reader = Listener(capacity=10)
    reader.reads.clear()
    replay = asyncio.create_task(_put_all(reader.seat, 100))
    await settle()
    assert not replay.done()
    reader.seat.push("live")
    reader.reads.set()
    heard = [await reader.next() for _ in range(101)]
    assert "live" in heard
    assert [frame for frame in heard if frame != "live"] == [str(n) for n in range(100)]
    assert not reader.seat.dismissed.done()


async def _put_all(seat, count):
    for number in range(count):
        await seat.put(str(number))


async def test_what_the_line_swallowed_comes_with_the_next_tick_once(database):
    line = _MemoryWire()
    async with hub_on(line, database, tick_seconds=0.02) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        database.lines = {1: "one", 2: "two", 3: "three"}
        await line.publish(2, "two")
        heard = [await listener.next() for _ in range(20)]
        assert sorted(frame for frame in heard if frame != "tick") == ["one", "three", "two"]


async def test_what_stood_in_the_log_before_the_first_seat_is_not_sent_again(database):
    database.lines = {1: "one", 2: "two"}
    async with hub_on(_MemoryWire(), database, tick_seconds=0.02) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        assert [await listener.next() for _ in range(3)] == ["tick"] * 3


async def test_a_frame_that_arrives_twice_is_delivered_once(line, database):
    async with hub_on(line, database) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        for number in (1, 3, 3, 2, 1, 4):
            await line.publish(number, str(number))
        await listener.hears_only("1", "3", "2", "4")


async def test_a_hole_too_long_to_send_is_announced_as_a_gap(database):
    async with hub_on(_MemoryWire(), database, tick_seconds=0.02) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        database.gap = (500, "gap from 1")
        heard = [await listener.next() for _ in range(5)]
        assert heard.count("gap from 1") == 1
        hub.deliver(ROOM, 500, "already announced")
        hub.deliver(ROOM, 501, "new")
        heard = [await listener.next() for _ in range(5)]
        assert "already announced" not in heard
        assert "new" in heard


async def test_whoever_has_to_leave_is_dismissed_with_the_reason(database):
    async with hub_on(_MemoryWire(), database, tick_seconds=0.02) as hub:
        stays, goes = Listener(1), Listener(2)
        for listener in (stays, goes):
            await hub.join(room=ROOM, seat=listener.seat)
        database.leaving = {Holder(2, "key-2"): 4401}
        async with asyncio.timeout(PATIENCE):
            assert await goes.seat.dismissed == 4401
        assert await stays.next() == "tick"
        assert not stays.seat.dismissed.done()


async def test_a_pulse_that_fails_does_not_silence_the_room(database):
    database.fails = 2
    async with hub_on(_MemoryWire(), database, tick_seconds=0.02) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        assert await listener.next() == "tick"
        assert database.asked >= 3


@pytest.mark.redis
async def test_a_broken_connection_to_redis_is_mended_and_what_was_lost_is_fetched_at_once(redis_url, database):
    client = redis.asyncio.from_url(redis_url)
    wire = _RedisWire(client)
    async with hub_on(wire, database) as hub:  # the tick itself would come only after an hour
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        await wire.publish(1, "before")
        assert await listener.next() == "before"
        database.lines = {1: "before", 2: "while it was broken"}
        await client.client_kill_filter(_type="pubsub")
        heard = [await listener.next(), await listener.next()]
        assert "while it was broken" in heard
        await wire.has_subscriptions(1)
        await wire.publish(3, "after")
        while (frame := await listener.next()) == "tick":
            pass
        assert frame == "after"
    await client.aclose()


async def test_without_redis_a_room_opens_all_the_same_and_lives_by_the_tick(database, monkeypatch):
    monkeypatch.setattr("realtime.lines.CONFIRMATION_SECONDS", 0.05)
    client = redis.asyncio.Redis(host="127.0.0.1", port=1)
    async with hub_on(_RedisWire(client), database, tick_seconds=0.02) as hub:
        listener = Listener()
        await hub.join(room=ROOM, seat=listener.seat)
        database.lines = {1: "one"}
        heard = [await listener.next() for _ in range(4)]
        assert "one" in heard
        await hub.leave(room=ROOM, seat=listener.seat)
    await client.aclose()
