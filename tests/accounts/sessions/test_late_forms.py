"""What was typed into a form outlives the sign-in it was typed in."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation

from school.accounts.held_forms import LONGEST
from tests.accounts.sessions.test_time_outs import idle_for
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
TEXT = "党课学习体会,写了一个小时。"
HELD = "/accounts/login/?next=%2Fpreferences%2Fheld%2F"
FORM = "/preferences/keys/"


def sign_in(client: Client, member, onward: str = "/"):
    return client.post("/accounts/login/", {"login": member.number, "password": PASSWORD, "next": onward})


@pytest.fixture
def browser(learner) -> Client:
    client = Client()
    sign_in(client, learner)
    return client


def test_a_form_of_a_timed_out_sign_in_waits_for_the_next_one(browser, learner):
    idle_for(browser, minutes=31)
    late = browser.post(FORM, {"title": TEXT})
    assert late["Location"] == HELD
    assert not learner.api_tokens.exists()
    assert sign_in(browser, learner, "/preferences/held/")["Location"] == "/preferences/held/"
    page = browser.get("/preferences/held/")
    assert TEXT in page.content.decode()
    browser.post("/preferences/held/", dict(page.context["form"].fields), follow=True)
    assert [key.title for key in learner.api_tokens.all()] == [TEXT]
    assert browser.get("/preferences/held/")["Location"] == "/"


def test_a_form_of_an_ended_sign_in_waits_too(browser, learner):
    """Ended elsewhere: the session is gone, and the browser alone knows whose it was."""
    Session.objects.all().delete()
    assert browser.post(FORM, {"title": TEXT})["Location"] == HELD
    sign_in(browser, learner)
    assert TEXT in browser.get("/preferences/held/").content.decode()


@translation.override("en")
def test_another_member_never_sees_it(browser, learner, peer):
    idle_for(browser, minutes=31)
    browser.post(FORM, {"title": TEXT})
    sign_in(browser, peer)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    dropped = browser.get("/preferences/held/", follow=True)
    assert TEXT not in dropped.content.decode()
    assert any("another account" in str(message) for message in dropped.context["messages"])
    sign_in(browser, learner)
    assert browser.get("/preferences/held/").status_code == 302


def test_it_can_be_thrown_away(browser, learner):
    idle_for(browser, minutes=31)
    browser.post(FORM, {"title": TEXT})
    sign_in(browser, learner)
    assert browser.post("/preferences/held/drop/").status_code == 302
    assert browser.get("/preferences/held/")["Location"] == "/"
    assert not learner.api_tokens.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"old_password": "x", "title": TEXT},
        {"credential": "{}", "title": TEXT},
        {"title": "字" * (LONGEST + 1)},
    ],
)
def test_secrets_and_endless_texts_are_never_held(browser, fields):
    idle_for(browser, minutes=31)
    late = browser.post(FORM, fields)
    assert late["Location"] == f"/accounts/login/?next={FORM}"
    assert "held_form" not in browser.session


def test_a_stranger_s_form_is_not_held(db):
    client = Client()
    assert client.post(FORM, {"title": TEXT})["Location"].startswith("/accounts/login/?next=/preferences/keys/")


def strict(learner) -> tuple[Client, str]:
    """A browser whose tokens are checked, and the token that an open page carries."""
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/accounts/login/").content.decode())[1]
    fields = {"login": learner.number, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/accounts/login/", fields).status_code == 302
    page = client.get(FORM).content.decode()
    return client, re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]


def test_a_page_from_before_signing_in_anew_keeps_its_text(learner):
    """In another tab the member signed out and in again, so the token of this page no longer fits."""
    client, token = strict(learner)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    late = {"title": TEXT, "csrfmiddlewaretoken": token}
    held = client.post(FORM, late, headers={"Origin": "http://testserver"})
    assert held["Location"] == "/preferences/held/"
    assert TEXT in client.get("/preferences/held/").content.decode()
    assert not learner.api_tokens.exists()


def test_after_a_time_out_an_old_token_leads_to_signing_in(learner):
    client, token = strict(learner)
    idle_for(client, minutes=31)
    del client.cookies[settings.CSRF_COOKIE_NAME]
    late = {"title": TEXT, "csrfmiddlewaretoken": token}
    assert client.post(FORM, late, headers={"Origin": "http://testserver"})["Location"] == HELD


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_foreign_page_cannot_plant_a_form(learner, origin):
    client, _token = strict(learner)
    headers = {"Origin": origin} if origin else {}
    assert client.post(FORM, {"title": TEXT}, headers=headers).status_code == 403
    assert "held_form" not in client.session
