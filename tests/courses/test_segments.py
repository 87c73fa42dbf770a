"""Files of a recording: every request asks who is there and what they may play."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses import services
from courses.consumers.segments import segments_app

from .test_publishing_freezes import edit

pytestmark = pytest.mark.django_db(transaction=True)


def fetch(client: Client, path: str, method: str = "GET") -> tuple[int, bytes]:
    """What the ASGI application answers to this browser: status and body."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"cookie", cookies.encode())]}
    sent: list[dict] = []

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    asyncio.run(segments_app(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def video(course, lectures, make_asset, instructor, second_branch, at):
    """A published lecture with a recording; its address as learners get it."""
    lecture = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="演示", asset=make_asset(), at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    lecture.refresh_from_db()
    return lecture


def address(lecture, asset=None, name: str = "master.m3u8") -> str:
    return f"/play/{lecture.public_id}/{(asset or lecture.asset).public_id}/{name}"


def test_a_member_of_the_audience_gets_the_file(video, learner, client_of):
    status, body = fetch(client_of(learner), address(video))
    assert status == 200
    assert video.asset.public_id in body.decode()


def test_nobody_gets_anything_without_signing_in(video):
    status, body = fetch(Client(), address(video))
    assert status == 403
    assert b"EXTM3U" not in body


def test_after_signing_out_the_next_file_is_refused(video, learner, client_of):
    client = client_of(learner)
    cookies = client.cookies.copy()
    assert fetch(client, address(video))[0] == 200
    client.logout()
    client.cookies = cookies
    assert fetch(client, address(video))[0] == 403


@pytest.mark.parametrize("name", ["outsider", "foreign_secretary", "foreign_instructor"])
def test_strangers_learn_nothing(video, name, request, client_of):
    client = client_of(request.getfixturevalue(name))
    there = fetch(client, address(video))
    nowhere = fetch(client, "/play/AAAAAAAAAAAA/BBBBBBBBBBBB/master.m3u8")
    assert there == nowhere
    assert there[0] == 404


def test_a_closed_gate_closes_the_files_too(
    course, lectures, video, learner, instructor, second_branch, client_of, facts, at
):
    edit(video, at, gate={"completed": lectures[0].public_id})
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    client = client_of(learner)
    status, body = fetch(client, address(video))
    assert status == 403
    assert b"gate-closed" in body
    facts.completed_ids.add((learner.pk, lectures[0].pk))
    assert fetch(client, address(video))[0] == 200


def test_a_recording_of_another_lecture_is_not_played_through_this_one(
    course, lectures, video, make_asset, learner, client_of, at
):
    hidden = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="未发布", asset=make_asset(), at=at)
    client = client_of(learner)
    assert fetch(client, address(hidden))[0] == 404
    assert fetch(client, address(video, hidden.asset))[0] == 404


def test_an_editor_plays_the_draft_and_a_colleague_elsewhere_does_not(
    lectures, make_asset, instructor, foreign_instructor, client_of, at
):
    draft = services.add_lecture(chapter=lectures[0].chapter, kind="video", title="草稿", asset=make_asset(), at=at)
    assert fetch(client_of(instructor), address(draft))[0] == 200
    assert fetch(client_of(foreign_instructor), address(draft))[0] == 404
    assert fetch(client_of(instructor), address(draft, make_asset()))[0] == 404


def test_a_member_finishes_with_the_recording_she_began_with(
    course, video, make_asset, learner, instructor, second_branch, client_of, at
):
    old = video.asset
    services.attach_asset(lecture=video, asset=make_asset(title="重拍"), at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    client = client_of(learner)
    assert fetch(client, address(video, old))[0] == 200
    video.refresh_from_db()
    assert fetch(client, address(video))[0] == 200


def test_a_withdrawal_reaches_the_player_within_a_minute(
    course, video, learner, instructor, client_of, at, monkeypatch
):
    client = client_of(learner)
    assert fetch(client, address(video))[0] == 200
    services.withdraw_course(course=course, member=instructor, reason="过期", at=at)
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr("courses.consumers.segments.timezone.now", lambda: later)
    assert fetch(client, address(video))[0] == 404


@pytest.mark.parametrize(
    "path", ["/play/", "/play/x/y/master.m3u8", "/play/AAAAAAAAAAAA/BBBBBBBBBBBB/../../originals/BBBBBBBBBBBB"]
)
def test_addresses_that_are_none_lead_nowhere(learner, client_of, path):
    assert fetch(client_of(learner), path)[0] == 404


def test_files_are_only_read(video, learner, client_of):
    assert fetch(client_of(learner), address(video), "HEAD") == (200, b"")
    assert fetch(client_of(learner), address(video), "POST")[0] == 404
