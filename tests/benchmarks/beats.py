"""How many beats a second of processor time settles – sign-in check, transaction and answer included – and in how
many statements a group is settled."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

import orjson  # noqa: E402 - the set-up comes first
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from progress.beat_group import Delivery  # noqa: E402
from progress.beats import parse_beat  # noqa: E402
from progress.consumers.beats import beats_app  # noqa: E402
from progress.consumers.grouping import GROUP_MAX  # noqa: E402
from progress.intervals import milliseconds  # noqa: E402
from progress.models import AcceptedBeat  # noqa: E402
from progress.services.tracking import accept_beats  # noqa: E402
from progress.tickets import read  # noqa: E402
from school.organisation.models import Member, Organisation  # noqa: E402
from tests.attacks.forging import Device, beat  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.progress.recordings import publish_course_of  # noqa: E402

VIEWERS, WARMING, ROUNDS = 150, 2, 8
BEAT_MS = 10_000
STATEMENTS = 6
PER_SECOND = {"sqlite": 300, "postgresql": 200}
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


def main() -> None:
    """Let some viewers watch the same recording, a beat of ten seconds each a round."""
    college = Organisation.objects.get(parent=None)
    (lecture,) = publish_course_of(
        owner=college, author=of_role("instructor"), audience=college, at=timezone.now(), durations_ms=[600_000]
    )
    viewers = Member.objects.affiliated_within(college.path, on=timezone.localdate()).order_by("pk")[:VIEWERS]
    devices = [Device.sign_in(member) for member in viewers]
    for device in devices:
        device.open(lecture, ago_s=(WARMING + ROUNDS + 2) * BEAT_MS / 1000)
    before = AcceptedBeat.objects.count()
    asyncio.run(_rounds(devices, 0, WARMING))
    began = _processor_seconds()
    asyncio.run(_rounds(devices, WARMING, ROUNDS))
    rate = VIEWERS * ROUNDS / (_processor_seconds() - began)
    if AcceptedBeat.objects.count() - before != VIEWERS * (WARMING + ROUNDS):
        raise RuntimeError("not every beat was accepted")
    least = PER_SECOND[connection.vendor]
    what = f"beats, {connection.vendor}{'' if connection.vendor == 'sqlite' else ', database server included'}"
    Row(what, f"{rate:.0f} per CPU-second", f"≥ {least} per CPU-second", rate >= least).hand_in()
    statements = _statements(devices[:GROUP_MAX], WARMING + ROUNDS)
    Row(
        f"a group of {GROUP_MAX} beats, {connection.vendor}",
        f"{statements} statements",
        f"≤ {STATEMENTS}",
        statements <= STATEMENTS,
    ).hand_in()


async def _rounds(devices: list[Device], first: int, count: int) -> None:
    for number in range(first, first + count):
        await asyncio.gather(*(_report(device, number) for device in devices))


async def _report(device: Device, number: int) -> None:
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
    if said[0]["status"] != 200:
        raise RuntimeError(f"a beat was answered {said}")


def _statements(devices: list[Device], number: int) -> int:
    """How many statements one group of all devices takes, brackets of transactions not counted."""
    at = timezone.now() + timedelta(seconds=1)
    part = [number * BEAT_MS, (number + 1) * BEAT_MS]
    deliveries = [
        Delivery(
            ticket=read(device.tokens[0], now_ms=milliseconds(at)),
            beats=(parse_beat(beat(number + 1, part, part)),),
            received_ms=milliseconds(at),
        )
        for device in devices
    ]
    with CaptureQueriesContext(connection) as captured:
        receipts = accept_beats(deliveries=deliveries, at=at)
    if not all(receipt.accepted for receipt in receipts):
        raise RuntimeError("the group was not accepted")
    return sum(not query["sql"].startswith(BRACKETS) for query in captured)


def _processor_seconds() -> float:
    """Of this process, and of a database server's processes where there is one."""
    return time.process_time() + sum(map(_seconds_of, _server_processes()))


def _server_processes() -> list[int]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity")
        return [pid for (pid,) in cursor.fetchall()]


def _seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
