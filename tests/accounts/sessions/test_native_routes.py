"""Files, beats and rooms, which never pass through Django's handlers, know the same sign-ins as pages do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from courses.consumers.segments import segments_app
from progress.consumers.beats import beats_app
from realtime.consumers.admission import admit, leaving
from realtime.hub import SIGNED_OUT, STRANGER, Holder
from realtime.models import StudySession
from school.accounts.services.administering import close_account
from school.accounts.services.ending import end_sign_ins
from school.accounts.sessions import is_live
from school.organisation.acting import Act
from tests.accounts.confirming import SECRET, code_of, give_factor
from tests.accounts.sessions.test_time_outs import idle_for
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

LET_IN = (404, 422, STRANGER)
"""Nothing is there to fetch, the beat says nothing, the room is unknown: but somebody is there."""
TURNED_AWAY = (403, 401, SIGNED_OUT)


def ask(app, key: str, path: str, method: str) -> int:
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}".encode()
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"cookie", cookie)]}
    asked = [{"type": "http.request", "body": b"{}", "more_body": False}]
    sent: list[dict] = []

    async def receive():
        if not asked:
            await asyncio.sleep(60)
        return asked.pop()

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"]


def knock(key: str) -> tuple[int, int, object]:
    """What a file, a beat and a room answer to this session."""
    nowhere = "/play/abcdefghijkl/abcdefghijkl/master.m3u8"
    room = admit(session_key=key, room="abcdefghijkl")
    return ask(segments_app, key, nowhere, "GET"), ask(beats_app, key, "/beats", "POST"), room


@pytest.fixture
def browser(learner) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    return client


def test_a_sign_in_is_let_in_everywhere(browser):
    assert knock(browser.session.session_key) == LET_IN


def test_a_sign_in_that_waits_for_its_second_factor_is_turned_away_until_it_has_shown_it(learner):
    give_factor(learner)
    client = Client()
    client.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    waiting = client.session.session_key
    assert knock(waiting) == TURNED_AWAY
    client.post("/accounts/factors/code/", {"code": code_of(SECRET)})
    assert knock(client.session.session_key) == LET_IN
    assert client.session.session_key != waiting, "whoever knew the waiting session knows nothing"


def test_a_revoked_sign_in_is_turned_away(browser, learner):
    key = browser.session.session_key
    end_sign_ins(member=learner, act=Act(member=learner, at=timezone.now()))
    assert knock(key) == TURNED_AWAY


def test_a_closed_account_is_turned_away(browser, learner):
    key = browser.session.session_key
    close_account(member=learner, act=Act(member=None, at=timezone.now()))
    assert knock(key) == TURNED_AWAY


def test_an_idle_sign_in_is_turned_away(browser):
    assert knock(idle_for(browser, minutes=31)) == TURNED_AWAY


@pytest.mark.parametrize("path", ["/play/abcdefghijkl/abcdefghijkl/master.m3u8", "/beats"])
def test_watching_is_activity(browser, path):
    key = idle_for(browser, minutes=29)
    ask(segments_app if path.startswith("/play/") else beats_app, key, path, "GET" if "play" in path else "POST")
    assert is_live(key, at=timezone.now() + timedelta(minutes=29))


def test_a_room_lets_go_of_whoever_is_over_by_the_clock(browser, learner, second_branch):
    key = browser.session.session_key
    holder = Holder(learner.pk, key)
    room = StudySession(organisation=second_branch)
    assert leaving(session=room, holders=[holder], at=timezone.now()) == {}
    assert leaving(session=room, holders=[holder], at=timezone.now() + timedelta(minutes=31)) == {holder: SIGNED_OUT}
    assert Session.objects.filter(session_key=key).exists(), "the page itself is told at its next request"
    cache.clear()
    assert leaving(session=room, holders=[holder], at=timezone.now()) == {}
