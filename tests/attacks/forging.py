"""A forger at the beats' door: whatever a script can send, with real tokens and real sign-ins."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import orjson
from django.conf import settings
from django.test import Client
from django.utils import timezone

from courses.models import Lecture
from progress.beats import CLOCK_MS
from progress.consumers.beats import beats_app
from progress.intervals import measure, milliseconds, union
from progress.models import Coverage, SpentTime, ViewingSession
from progress.services.opening import open_viewing_session
from progress.tickets import issue, ticket_of
from school.organisation.authority import authority_of
from school.organisation.models import Member

RATE_CAP = 2
TOLERANCE_MS = 2_000


@dataclass
class Device:
    """A signed-in browser with the tokens of the sessions it has opened."""

    member: Member
    session_key: str
    tokens: list[str] = field(default_factory=list)
    opened: list[datetime] = field(default_factory=list)

    @classmethod
    def sign_in(cls, member: Member) -> Device:
        client = Client()
        client.force_login(member)
        key = client.session.session_key
        assert key is not None
        return cls(member=member, session_key=key)

    def open(self, lecture: Lecture, *, ago_s: float = 0) -> str:
        """Open the lecture, as it was that many seconds ago."""
        at = timezone.now() - timedelta(seconds=ago_s)
        opened = open_viewing_session(
            member=self.member,
            authority=authority_of(self.member, at=at),
            lecture_id=lecture.public_id,
            sign_in=self.session_key,
            at=at,
        )
        self.tokens.append(issue(ticket_of(opened.session)))
        self.opened.append(at)
        return self.tokens[-1]

    @property
    def cookies(self) -> dict[str, str]:
        return {settings.SESSION_COOKIE_NAME: self.session_key}


@dataclass(frozen=True)
class Request:
    device: Device | None
    body: bytes


def request(device: Device | None, token: str, *beats: object) -> Request:
    return Request(device, orjson.dumps({"token": token, "beats": list(beats)}))


def beat(seq: object, wall: object, *media: object, rate: object = 1.0) -> dict[str, Any]:
    return {"seq": seq, "wall": wall, "media": list(media), "rate": rate}


def send_all(requests: Sequence[Request], *, at_once: int = 8) -> list[httpx.Response]:
    """Send over HTTP against the ASGI app, so many at a time; answers in the order of the requests."""

    async def run() -> list[httpx.Response]:
        slots = asyncio.Semaphore(at_once)
        transport = httpx.ASGITransport(app=beats_app)

        async def one(asked: Request) -> httpx.Response:
            cookies = asked.device.cookies if asked.device else None
            async with (
                slots,
                httpx.AsyncClient(transport=transport, base_url="http://school", cookies=cookies) as client,
            ):
                return await client.post("/beats", content=asked.body)

        return list(await asyncio.gather(*map(one, requests)))

    return asyncio.run(run())


def credited_seconds(member: Member) -> int:
    """Seconds of media that stand to the member's name, over all recordings."""
    return sum(kept.played.bits.bit_count() for kept in Coverage.objects.filter(member=member))


def assert_the_bound_holds(member: Member) -> None:
    """Credited media ≤ rate cap × spent wall time, and no wall time is spent that has not passed since the first t0."""
    spent = union(*(row.intervals for row in SpentTime.objects.filter(member=member)))
    assert credited_seconds(member) * 1000 <= RATE_CAP * measure(spent)
    if spent:
        first = ViewingSession.objects.filter(member=member).earliest("opened_at").opened_at
        assert spent[0][0] >= milliseconds(first) - TOLERANCE_MS // RATE_CAP
        assert spent[-1][1] <= milliseconds(timezone.now()) + CLOCK_MS


class Forger:
    """A seeded stream of requests: possible, impossible, repeated, foreign and broken ones."""

    def __init__(self, seed: int, devices: Sequence[Device], lengths_s: Sequence[int]) -> None:
        self._random = random.Random(seed)
        self._devices = devices
        self._longest = max(lengths_s)
        self._sent: list[Request] = []

    def requests(self, count: int) -> list[Request]:
        return [self._request() for _ in range(count)]

    def _request(self) -> Request:
        draw = self._random
        if self._sent and draw.random() < 0.15:
            return draw.choice(self._sent)
        device = draw.choice(self._devices)
        owner = device if draw.random() < 0.9 else draw.choice(self._devices)
        token = draw.choice(owner.tokens)
        if draw.random() < 0.03:
            token = token[:-1] + draw.choice("abcXYZ")
        asked = request(
            None if draw.random() < 0.02 else device, token, *(self._beat() for _ in range(draw.randint(1, 6)))
        )
        self._sent.append(asked)
        return asked

    def _beat(self) -> dict[str, Any]:
        draw = self._random
        start = draw.choice([draw.randint(0, 130_000), draw.randint(-3_000, 400_000), 0])
        length = draw.choice([draw.randint(1, 15_000), draw.randint(0, 50), 10_000, draw.randint(1, 10**6)])
        greed = draw.choice([0.5, 1, 2, 2.1, 3, 50])
        media = []
        for _ in range(draw.randint(0, 4)):
            a = draw.randint(-200, self._longest * 1000)
            media.append([a, a + draw.randint(0, max(1, int(length * greed)))])
        if draw.random() < 0.05:
            media.append(draw.choice([None, ["0", "9"], [1e308, 1e308], [5], {"a": 1}, [9, 1]]))
        return beat(draw.randint(1, 400), [start, start + length], *media, rate=draw.choice([1, 1.5, 2, 16, 0, -1]))
