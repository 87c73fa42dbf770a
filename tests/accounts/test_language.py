"""A chosen language stays with the account and comes along to the next device."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(member) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": member.number, "password": PASSWORD})
    return client


@pytest.mark.parametrize("browser", ["en-US,en;q=0.9", "", "fr"])
def test_chinese_is_the_first_language_whatever_the_browser_says(client, db, browser):
    assert client.get("/accounts/login/", headers={"accept-language": browser}).headers["Content-Language"] == "zh-hans"


def test_a_traditional_browser_gets_traditional_chinese(client, db):
    response = client.get("/accounts/login/", headers={"accept-language": "zh-TW,zh;q=0.9"})
    assert response.headers["Content-Language"] == "zh-hant"


def test_a_choice_follows_the_member_to_another_device(learner):
    first = sign_in(learner)
    first.post("/preferences/language/", {"language": "en", "next": "/"})
    learner.refresh_from_db()
    assert learner.language == "en"
    assert sign_in(learner).get("/").headers["Content-Language"] == "en"


def test_an_unknown_language_changes_nothing(learner):
    client = sign_in(learner)
    client.post("/preferences/language/", {"language": "tlh", "next": "/"})
    learner.refresh_from_db()
    assert learner.language == ""
