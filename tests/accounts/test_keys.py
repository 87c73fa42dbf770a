"""Keys for programs: what the member may, until revoked – and nothing after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from school.accounts.models import ApiToken
from tests.accounts.confirming import confirm

pytestmark = pytest.mark.django_db


def make_key(client, member) -> str:
    return confirm(client, member).post("/preferences/keys/", {"title": "日历"}).context["fresh"]


def test_a_sign_in_that_was_not_confirmed_just_now_makes_no_key(client_of, learner):
    response = confirm(client_of(learner), learner, seconds_ago=3600).post("/preferences/keys/", {"title": "日历"})
    assert response.status_code == 302
    assert "/accounts/reauthenticate/" in response.url
    assert not ApiToken.objects.exists()


def ask(key: str, path: str = "/api/courses"):
    return Client().get(path, headers={"authorization": f"Bearer {key}"})


def test_a_key_opens_the_api_as_its_member_and_is_shown_once(client_of, learner):
    client = client_of(learner)
    key = make_key(client, learner)
    assert ask(key).status_code == 200
    assert key not in client.get("/preferences/keys/").content.decode()
    assert key not in str(ApiToken.objects.values())


def test_a_revoked_key_opens_nothing(client_of, learner):
    client = client_of(learner)
    key = make_key(client, learner)
    token = ApiToken.objects.get()
    assert client.get(f"/preferences/keys/{token.public_id}/revoke/").status_code == 200
    assert ask(key).status_code == 200, "looking at the question revokes nothing"
    client.post(f"/preferences/keys/{token.public_id}/revoke/")
    assert ask(key).status_code == 401


def test_an_expired_key_opens_nothing(client_of, learner):
    key = make_key(client_of(learner), learner)
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_at=token.created_at - timedelta(seconds=1))
    assert ask(key).status_code == 401


def test_a_key_of_a_deactivated_member_opens_nothing(client_of, learner):
    key = make_key(client_of(learner), learner)
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    assert ask(key).status_code == 401


def test_nobody_revokes_anothers_key(client_of, learner, peer):
    key = make_key(client_of(learner), learner)
    token = ApiToken.objects.get()
    assert client_of(peer).post(f"/preferences/keys/{token.public_id}/revoke/").status_code == 404
    assert ask(key).status_code == 200


def test_a_wrong_or_missing_key_is_a_problem_with_a_code(db):
    for response in (ask("wrong"), Client().get("/api/courses")):
        assert response.status_code == 401
        assert response.json()["code"] == "sign-in-required"
        assert response.headers["Content-Type"] == "application/problem+json"


def test_a_session_without_the_csrf_token_cannot_write(learner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    response = client.post("/api/attempts", {"lecture_id": "x"}, content_type="application/json")
    assert response.status_code == 403
