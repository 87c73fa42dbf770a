"""The permission matrix of what is served natively: files, beats and frames, against a table that people wrote."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from courses.consumers.segments import segments_app
from courses.models import Lecture
from courses.services import add_lecture
from media.models import Asset
from media.services import caption_asset
from progress.consumers.beats import beats_app
from school import asgi
from tests.contracts.world import RELATIONS, World, build_world
from tests.media.places import publish_files
from tests.realtime.sockets import Browser

TABLE = tomllib.loads((Path(__file__).parent / "native.toml").read_text(encoding="utf-8"))
EDITION = "e1"
# One of each kind of file: by the name of an entry, within the edition's folder, and from a row.
FILES = (
    "master.m3u8",
    "poster.jpg",
    "fallback.mp4",
    "storyboard.vtt",
    "storyboard-1.jpg",
    "page-1-large.webp",
    f"{EDITION}/v360/index.m3u8",
    f"{EDITION}/v360/part_00000.m4s",
)
CAPTIONS = "captions-en.vtt"
CANARY = "金丝雀文件"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pg]


@pytest.fixture
def world(transactional_db) -> World:
    world = build_world()
    asset = Asset.objects.get(public_id=world.ids["asset_id"])
    publish_files(asset, {name.removeprefix(f"{EDITION}/"): f"#EXTM3U\n# {CANARY}\n" for name in FILES})
    words = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{CANARY}\n"
    caption_asset(asset=asset, language="en", data=words.encode(), at=timezone.now())
    return world


def client_of(world: World, relation: str) -> Client:
    client = Client()
    if relation in world.people:
        client.force_login(world.people[relation])
    return client


def fetch(app, client: Client, path: str, *, method: str = "GET", body: bytes = b"") -> tuple[int, bytes]:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"cookie", cookies.encode())]}
    sent: list[dict] = []
    asked = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if not asked:
            await asyncio.sleep(60)
        return asked.pop()

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_the_table_speaks_of_every_native_route_and_every_relation():
    assert set(asgi.HTTP_ROUTES) | set(asgi.SOCKET_ROUTES) == {"/beats", "/play/", "/ws/rooms/"}
    for name, row in TABLE.items():
        assert set(row) - {"meaning"} == set(RELATIONS), name


def test_files_answer_as_the_table_says(world):
    for relation in RELATIONS:
        client = client_of(world, relation)
        for name in (*FILES, CAPTIONS):
            path = f"/play/{world.ids['video_id']}/{world.ids['asset_id']}/{name}"
            status, body = fetch(segments_app, client, path)
            assert status == TABLE["file"][relation], (relation, name)
            assert (CANARY.encode() in body) == (status == 200), (relation, name)


def test_files_of_a_draft_answer_as_the_table_says(world):
    published = Lecture.objects.get(public_id=world.ids["video_id"])
    asset = Asset.objects.get(public_id=world.ids["asset_id"])
    draft = add_lecture(chapter=published.chapter, kind="video", title="草稿录像", asset=asset, at=timezone.now())
    for relation in RELATIONS:
        path = f"/play/{draft.public_id}/{asset.public_id}/master.m3u8"
        status, body = fetch(segments_app, client_of(world, relation), path)
        assert status == TABLE["draft_file"][relation], relation
        assert (CANARY.encode() in body) == (status == 200), relation


def test_files_in_the_studio_answer_as_the_table_says(world):
    path = f"/play/{world.ids['asset_id']}/{world.ids['asset_id']}/master.m3u8"
    for relation in RELATIONS:
        status, body = fetch(segments_app, client_of(world, relation), path)
        assert status == TABLE["studio_file"][relation], relation
        assert (CANARY.encode() in body) == (status == 200), relation


def test_beats_answer_as_the_table_says(world):
    opened = client_of(world, "learner").post(
        "/api/viewing-sessions", {"lecture_id": world.ids["video_id"]}, content_type="application/json"
    )
    body = orjson.dumps({"token": opened.json()["token"], "beats": []})
    for relation in RELATIONS:
        status, said = fetch(beats_app, client_of(world, relation), "/beats", method="POST", body=body)
        assert status == TABLE["beat"][relation], relation
        assert (b"coverage" in said) == (status == 200), relation


def test_sockets_answer_as_the_table_says(world):
    for relation in RELATIONS:
        browser = Browser(client_of(world, relation), world.ids["room_id"])
        assert asyncio.run(_knock(browser)) == TABLE["socket"][relation], relation
        heard = orjson.dumps([*browser.seen.values(), *browser.others]).decode()
        assert ("金丝雀发言" in heard) == (TABLE["socket"][relation] == "in"), relation


async def _knock(browser: Browser) -> int | str:
    """Inside, having read the log; or the code at the door."""
    try:
        await browser.open()
    except AssertionError:
        return await browser.refused_with()
    await browser.vanish()
    return "in"
