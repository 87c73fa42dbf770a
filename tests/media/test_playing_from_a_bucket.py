"""A recording prepared into a bucket: what we answer ourselves, where we send browsers, and for how long."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from django.test import Client

from courses import services
from courses.consumers.segments import segments_app
from media.stores import the_store
from tests.courses.conftest import course, lectures, make_asset  # noqa: F401 - a course to be published
from tests.media.places import publish_files

FILES = {
    "storyboard.vtt": "WEBVTT\n",
    "fallback.mp4": "    ftypisom",
    "poster.jpg": "a picture",
    "v360/index.m3u8": "#EXTM3U\n",
    "v360/part_00000.m4s": "0123456789" * 200,
}

pytestmark = pytest.mark.django_db(transaction=True)


def asked(client: Client, path: str, *, method: str = "GET", headers: dict[str, str] | None = None):
    """(status, headers, body) of one request by the ASGI application."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    sent_headers = [(name.encode(), value.encode()) for name, value in {"cookie": cookies, **(headers or {})}.items()]
    sent: list[dict] = []

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": sent_headers}
    asyncio.run(segments_app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def played(bucket, make_asset, course, lectures, instructor, second_branch, at):  # noqa: F811
    """The asset, and ask(client, name) → (status, headers, body) for a file of its lecture in a bucket."""
    asset = make_asset(edition="level2-x")
    publish_files(asset, FILES)
    lecture = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="录像", asset=asset, at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    address = f"/play/{lecture.public_id}/{asset.public_id}"
    return asset, lambda client, name, **how: asked(client, f"{address}/{name}", **how)


def test_playlists_texts_and_the_plain_mp4_come_from_us(played, learner, client_of):
    asset, ask = played
    client = client_of(learner)
    for name, kind in (
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        (f"{asset.edition}/v360/index.m3u8", "application/vnd.apple.mpegurl"),
        ("storyboard.vtt", "text/vtt; charset=utf-8"),
    ):
        status, told, body = ask(client, name)
        assert (status, told["content-type"]) == (200, kind)
        assert body.startswith((b"#EXTM3U", b"WEBVTT"))
        assert b"X-Amz-" not in body
    status, told, body = ask(client, "fallback.mp4", headers={"range": "bytes=4-7"})
    assert (status, told["content-type"], body) == (206, "video/mp4", b"ftyp")
    assert ask(client, "nothing.m3u8")[0] == 404


def test_segments_and_pictures_are_sent_for_to_the_bucket(played, learner, client_of):
    asset, ask = played
    for name, kind in ((f"{asset.edition}/v360/part_00000.m4s", "video/iso.segment"), ("poster.jpg", "image/jpeg")):
        status, told, body = ask(client_of(learner), name)
        assert (status, body, told["cache-control"]) == (302, b"", "private, no-store")
        sent = httpx.get(told["location"])
        assert (sent.status_code, sent.headers["content-type"]) == (200, kind)
        place = f"published/{asset.store_key}/{asset.edition}/{name.removeprefix(asset.edition + '/')}"
        assert sent.content == b"".join(the_store().read(place))


def test_asking_only_for_the_length_needs_no_address(played, learner, client_of):
    asset, ask = played
    status, told, body = ask(client_of(learner), f"{asset.edition}/v360/part_00000.m4s", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(told["content-length"]) > 1000


def test_an_address_lapses_and_the_next_request_gets_a_fresh_one(played, learner, client_of, settings):
    settings.SIGNED_SECONDS = 1
    asset, ask = played
    client, name = client_of(learner), f"{asset.edition}/v360/part_00000.m4s"
    first = ask(client, name)[1]["location"]
    time.sleep(2.2)
    assert httpx.get(first).status_code == 403
    assert httpx.get(ask(client, name)[1]["location"]).status_code == 200


def test_who_has_signed_out_is_sent_nowhere(played, learner, client_of):
    asset, ask = played
    client, name = client_of(learner), f"{asset.edition}/v360/part_00000.m4s"
    assert ask(client, name)[0] == 302
    cookies = client.cookies.copy()
    client.logout()
    client.cookies = cookies
    status, told, _body = ask(client, name)
    assert status == 403
    assert "location" not in told
