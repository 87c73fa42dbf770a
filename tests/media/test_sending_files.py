"""The native sender: ranges, types, caching, and no way out of an asset's folder."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from media import playback
from media.playback import Grant
from media.sending import chosen_range

ASSET = "aB3-xYz_0123"
EDITION = "level2-ab"
BYTES = bytes(range(256)) * 4096


@pytest.fixture(autouse=True)
def published(assets_root):
    folder = assets_root / "published" / ASSET / EDITION
    (folder / "v540").mkdir(parents=True)
    (folder / "v540" / "part_00000.m4s").write_bytes(BYTES)
    (folder / "master.m3u8").write_text("#EXTM3U\n")
    (folder / "storyboard.vtt").write_text("WEBVTT\n")
    (folder / "empty.vtt").write_text("")
    (folder / ".hidden.vtt").write_text("secret")
    (folder / "notes.txt").write_text("secret")
    (assets_root / "secret.vtt").write_text("secret")


SEGMENT = "level2-ab/v540/part_00000.m4s"


def grant_of(edition: str = EDITION) -> Grant:
    return Grant(asset_id=ASSET, store_key=ASSET, edition=edition, poster=0, until=timezone.now())


async def asked(name: str = SEGMENT, method: str = "GET", edition: str = EDITION, **headers: str):
    """(status, headers, body) of one request."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        await asyncio.sleep(3600)

    scope = {
        "type": "http",
        "method": method,
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    await playback.send_file(scope, receive, send, given=grant_of(edition), name=name)
    told = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message["body"] for message in sent[1:])


async def test_a_whole_segment():
    status, told, body = await asked()
    assert (status, body) == (200, BYTES)
    assert told["content-type"] == "video/iso.segment"
    assert told["accept-ranges"] == "bytes"
    assert told["cache-control"] == "private, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("bytes=0-99", 0, 99), ("bytes=300000-", 300_000, len(BYTES) - 1), ("bytes=-5", len(BYTES) - 5, len(BYTES) - 1)],
)
async def test_a_range(wanted, first, last):
    status, told, body = await asked(range=wanted)
    assert (status, body) == (206, BYTES[first : last + 1])
    assert told["content-range"] == f"bytes {first}-{last}/{len(BYTES)}"
    assert told["content-length"] == str(last - first + 1)


async def test_a_range_beyond_the_end_is_not_satisfiable():
    status, told, body = await asked(range=f"bytes={len(BYTES)}-")
    assert (status, told["content-range"], body) == (416, f"bytes */{len(BYTES)}", b"")


@given(st.text(alphabet="bytes=0123456789-, ", max_size=24), st.integers(1, 10_000))
def test_a_chosen_range_lies_within_the_file_or_is_empty(wanted, size):
    first, last = chosen_range(wanted, size)
    assert 0 <= first <= size
    assert last <= size - 1
    assert first <= last or (first, last) == (size, size - 1)


async def test_head_tells_the_length_and_sends_nothing():
    status, told, body = await asked(method="HEAD")
    assert (status, told["content-length"], body) == (200, str(len(BYTES)), b"")


async def test_what_the_browser_has_is_not_sent_again():
    _status, told, _body = await asked()
    assert (await asked(if_none_match=told["etag"]))[0] == 304
    assert (await asked(range="bytes=0-9", if_range='"older"'))[0] == 200


@pytest.mark.parametrize(
    ("name", "kind", "keeping"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl", "private, no-store"),
        ("storyboard.vtt", "text/vtt; charset=utf-8", "private, max-age=0, must-revalidate"),
    ],
)
async def test_types_and_caching(name, kind, keeping):
    status, told, _body = await asked(name)
    assert (status, told["content-type"], told["cache-control"]) == (200, kind, keeping)


async def test_an_empty_file_is_sent():
    status, told, body = await asked("empty.vtt")
    assert (status, told["content-length"], body) == (200, "0", b"")


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.vtt",
        "level2-ab/../../../secret.vtt",
        "/etc/passwd",
        ".hidden.vtt",
        "notes.txt",
        "master.m3u8/",
        "master.m3u8\n",
        "level2-ab//v540/part_00000.m4s",
        "level2-ab",
        "",
        "nothing.m4s",
    ],
)
async def test_only_published_names_are_found(name):
    assert (await asked(name))[0] == 404


async def test_before_anything_is_shown_no_name_is_found():
    assert (await asked("master.m3u8", edition=""))[0] == 404


async def test_with_a_server_in_front_only_the_decision_is_ours(settings):
    settings.ACCEL_PREFIX = "/protected/"
    status, told, body = await asked()
    assert (status, body) == (200, b"")
    assert told["x-accel-redirect"] == f"/protected/{ASSET}/{SEGMENT}"
    _status, told, _body = await asked("master.m3u8")
    assert told["x-accel-redirect"] == f"/protected/{ASSET}/{EDITION}/master.m3u8"
    assert (await asked("../../secret.vtt"))[0] == 404


async def test_reading_stops_when_the_client_has_gone():
    sent = []

    async def send(message):
        sent.append(message)
        await asyncio.sleep(0)

    async def receive():
        return {"type": "http.disconnect"}

    await playback.send_file({"method": "GET", "headers": []}, receive, send, given=grant_of(), name=SEGMENT)
    assert sum(len(message.get("body", b"")) for message in sent) < len(BYTES)


def test_a_grant_is_for_one_sign_in_one_asset_and_a_minute(store, tmp_path, instructor, learner):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"x")
    asset, now = store(path), timezone.now()
    asset.edition = EDITION
    playback.grant(asset=asset, session_key="one", member_id=learner.pk, until=now + timedelta(hours=8))
    held = {"asset_id": asset.public_id, "session_key": "one", "member_id": learner.pk, "at": now}
    assert playback.granted(**held).edition == EDITION
    for other in ({"session_key": "two"}, {"member_id": instructor.pk}, {"asset_id": ASSET}):
        assert playback.granted(**held | other) is None
    assert playback.granted(**held | {"at": now + timedelta(seconds=61)}) is None


def test_what_shows_nothing_yet_is_asked_again_each_time(store, tmp_path, learner):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"x")
    asset, now = store(path), timezone.now()
    playback.grant(asset=asset, session_key="one", member_id=learner.pk, until=now + timedelta(hours=8))
    assert playback.granted(asset_id=asset.public_id, session_key="one", member_id=learner.pk, at=now) is None


async def test_a_range_of_absurd_length_is_read_as_none():
    """Python refuses to read thousands of digits as a number."""
    status, _told, body = await asked(range=f"bytes={'9' * 5000}-")
    assert (status, body) == (200, BYTES)


async def test_browsers_do_not_guess_another_type():
    _status, told, _body = await asked("storyboard.vtt")
    assert told["x-content-type-options"] == "nosniff"
