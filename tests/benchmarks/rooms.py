"""One message, everybody in the room: the hub beside a bare `websockets` broadcast, same clients, same run.

The readers live in this process and the server in another, so that only what the server does is counted.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from datetime import timedelta
from typing import IO

import django

django.setup()

import uvloop  # noqa: E402 - the set-up comes first
from django.utils import timezone  # noqa: E402
from websockets.asyncio.client import ClientConnection, connect  # noqa: E402

from realtime.models import StudySession  # noqa: E402
from realtime.services.opening import open_session  # noqa: E402
from realtime.services.scheduling import Plan, schedule_session  # noqa: E402
from school.organisation.authority import authority_of  # noqa: E402
from school.organisation.models import Member, Organisation  # noqa: E402
from tests.benchmarks.browser import Browser  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402

CLIENTS, BURSTS, BURST, PACED, PER_SECOND = 300, 10, 100, 50, 10
CONNECTING_AT_ONCE = 20
RATIO, P99_MS = 1.0, 100
SENT = re.compile(rb'"text":"(\d+)"')


def main() -> None:
    """Connect the readers to each server in turn, and compare what a delivery costs."""
    room = _open_room()
    members = Member.objects.affiliated_within(room.organisation.path, on=timezone.localdate()).order_by("pk")[:CLIENTS]
    cookies = [Browser(member).cookie for member in members]
    bare_rate, bare_p99 = uvloop.run(_measure(["bare"], "/", [""] * CLIENTS))
    rate, p99 = uvloop.run(_measure(["product", room.public_id], f"/ws/rooms/{room.public_id}", cookies))
    Row(
        f"room of {CLIENTS}: deliveries in bursts, one process",
        f"{rate:,.0f} per CPU-second, {rate / bare_rate:.2f} × a bare broadcast ({bare_rate:,.0f})",
        f"≥ {RATIO:g} ×",
        rate / bare_rate >= RATIO,
    ).hand_in()
    Row(
        f"room of {CLIENTS}, {PER_SECOND} messages a second: from sending to reading, p99",
        f"{p99:.0f} ms (bare broadcast {bare_p99:.0f} ms)",
        f"≤ {P99_MS} ms",
        p99 <= P99_MS,
    ).hand_in()


def _open_room() -> StudySession:
    """A session of the whole college that has just begun."""
    at, officer = timezone.now(), of_role("committee_officer")
    authority = authority_of(officer, at=at)
    plan = Plan(title="主题党日", starts_at=at, ends_at=at + timedelta(minutes=90), planned_minutes=90, host=officer)
    college = Organisation.objects.get(parent=None)
    session = schedule_session(organisation=college, plan=plan, by=officer, authority=authority, at=at)
    return open_session(session=session, by=officer, authority=authority, at=at)


class Readers:
    """All the browsers of a room: they read, count, and note how old each message was."""

    def __init__(self) -> None:
        self.ages_ms: list[float] = []
        self._heard = asyncio.Event()

    async def read(self, connection: ClientConnection) -> None:
        async for message in connection:
            sent = SENT.search(message if isinstance(message, bytes) else message.encode())
            if sent:
                self.ages_ms.append((time.monotonic_ns() - int(sent[1])) / 1e6)
                self._heard.set()

    async def until(self, count: int) -> None:
        """Wait until so many messages have been read in all."""
        async with asyncio.timeout(60):
            while len(self.ages_ms) < count:
                self._heard.clear()
                await self._heard.wait()


async def _measure(server: list[str], path: str, cookies: list[str]) -> tuple[float, float]:
    """(deliveries a second of the server's processor time, p99 of the age in milliseconds at a steady pace)."""
    process = subprocess.Popen(  # noqa: ASYNC220 - it runs beside this loop from here on
        [sys.executable, "-m", "tests.benchmarks.room_server", *server],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = int(await asyncio.to_thread(process.stdout.readline))
        readers, connections = Readers(), await _connect_all(f"ws://127.0.0.1:{port}{path}", cookies)
        reading = [asyncio.create_task(readers.read(connection)) for connection in connections]
        rate = await _bursts(readers, process.stdin, process.stdout)
        readers.ages_ms.clear()
        for _ in range(PACED):
            _command(process.stdin, "send 1")
            await asyncio.sleep(1 / PER_SECOND)
        await readers.until(PACED * len(connections))
        ages = sorted(readers.ages_ms)
        for task in reading:
            task.cancel()
        return rate, ages[int(len(ages) * 0.99)]
    finally:
        process.kill()
        process.wait()


async def _connect_all(address: str, cookies: list[str]) -> list[ClientConnection]:
    door = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def one(cookie: str) -> ClientConnection:
        async with door:
            return await connect(
                address, additional_headers={"cookie": cookie}, compression=None, max_queue=None, open_timeout=60
            )

    return list(await asyncio.gather(*map(one, cookies)))


async def _bursts(readers: Readers, orders: IO[str], answers: IO[str]) -> float:
    """Deliveries a second of processor time: a burst, everybody has it, the next burst."""
    for burst in range(BURSTS + 1):
        if burst == 1:
            before = await _cpu_seconds(orders, answers)
        _command(orders, f"send {BURST}")
        await readers.until((burst + 1) * BURST * CLIENTS)
    return BURSTS * BURST * CLIENTS / (await _cpu_seconds(orders, answers) - before)


async def _cpu_seconds(orders: IO[str], answers: IO[str]) -> float:
    _command(orders, "cpu")
    return float(await asyncio.to_thread(answers.readline))


def _command(orders: IO[str], line: str) -> None:
    orders.write(f"{line}\n")
    orders.flush()


if __name__ == "__main__":
    main()
