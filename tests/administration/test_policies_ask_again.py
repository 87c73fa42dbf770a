"""Setting a policy asks for the factor again; what was typed comes back and is sent with one press."""

from __future__ import annotations

import pytest

from school.policies.models import PolicyChange
from school.policies.reading import policy

from .test_policy_pages import IDLE, png, post

pytestmark = pytest.mark.django_db

LOGO = "/administration/policies/institution.logo/"


@pytest.fixture
def late_of(client_of):
    """A browser that reads English and whose last confirmation is long ago."""

    def sign_in(member):
        client = client_of(member)
        client.cookies["school_language"] = "en"
        return client

    return sign_in


def test_the_page_is_read_without_being_asked(late_of, security):
    client = late_of(security)
    assert client.get(IDLE).status_code == 200
    assert post(client, IDLE, "60", reason="", act="preview").status_code == 200


@pytest.mark.parametrize("act", ["set", ""])
def test_setting_asks_and_the_form_waits_with_all_that_was_typed(late_of, security, act):
    client = late_of(security)
    asked = post(client, IDLE, "45", reason="long meetings on Mondays", act=act)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/accounts/factors/again/")
    assert policy("accounts.idle_minutes") == 30
    waiting = client.get("/preferences/held/")
    assert "long meetings on Mondays" in waiting.content.decode()
    assert dict(waiting.context["form"].fields)["value"] == "45"


def test_going_back_to_the_default_asks_too(late_of, english_of, security):
    post(english_of(security), IDLE, "45")
    asked = late_of(security).post(f"{IDLE}reset/", {"reason": "back"})
    assert asked["Location"].startswith("/accounts/factors/again/")
    assert policy("accounts.idle_minutes") == 45


def test_a_picture_cannot_wait_so_its_page_asks_first(late_of, system):
    assert late_of(system).get(LOGO)["Location"].startswith("/accounts/factors/again/")


def test_a_picture_sent_too_late_changes_nothing_and_keeps_the_reason_in_the_form(late_of, system):
    page = late_of(system).post(LOGO, {"value": png(), "reason": "a new seal of the college", "seen": 0, "act": "set"})
    assert page.status_code == 200
    assert "a new seal of the college" in page.content.decode()
    assert "confirm" in page.content.decode()
    assert not PolicyChange.objects.exists()
