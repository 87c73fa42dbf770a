"""Being asked again: what one is asked for, for how long it holds, and that nothing typed is lost meanwhile."""

from __future__ import annotations

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from school.accounts.factors import confirmed
from tests.accounts.confirming import code_of, confirm, give_factor
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

received: list[dict[str, list[str]]] = []


@login_required
@confirmed
@require_http_methods(["GET", "POST"])
def guarded(request: HttpRequest) -> HttpResponse:
    """A page that asks again, standing for every export."""
    if request.method == "POST":
        received.append(dict(request.POST.lists()))
    return HttpResponse("inside")


urlpatterns = [path("guarded/", guarded), path("", include("school.urls"))]
handler403, handler404 = "school.problems.permission_denied", "school.problems.page_not_found"


@pytest.fixture(autouse=True)
def _nothing_received():
    received.clear()


def test_without_a_factor_the_password_of_the_last_minutes_counts(client_of, secretary):
    client = confirm(client_of(secretary), secretary, seconds_ago=200)
    assert client.get("/guarded/").content == b"inside"
    stale = confirm(client_of(secretary), secretary, seconds_ago=301)
    assert stale.get("/guarded/?year=2026")["Location"] == "/accounts/reauthenticate/?next=%2Fguarded%2F%3Fyear%3D2026"


def test_the_password_brings_back_to_the_page(client_of, secretary):
    client = confirm(client_of(secretary), secretary, seconds_ago=301)
    asked = client.get("/guarded/?year=2026")["Location"]
    wrong = client.post(asked, {"password": "wrong", "next": "/guarded/?year=2026"})
    assert wrong.status_code == 200
    right = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/guarded/?year=2026"})
    assert right["Location"] == "/guarded/?year=2026"
    assert client.get(right["Location"]).content == b"inside"


def test_who_has_a_factor_shows_it_and_the_password_is_not_enough(client_of, secretary):
    client = confirm(client_of(secretary), secretary)  # by password
    secret = give_factor(secretary)
    assert client.get("/guarded/")["Location"] == "/accounts/factors/again/?next=%2Fguarded%2F"
    shown = client.post("/accounts/factors/again/", {"code": code_of(secret), "next": "/guarded/"})
    assert shown["Location"] == "/guarded/"
    assert client.get("/guarded/").content == b"inside"


def test_who_must_enrol_is_led_there_and_back(client_of, officer):
    client = client_of(officer)
    led = client.get("/guarded/")["Location"]
    assert led == "/accounts/factors/?needed=1&next=%2Fguarded%2F"
    assert client.get(led).context["waiting"] == "/guarded/"
    assert client.get("/accounts/factors/done/")["Location"] == "/accounts/factors/", "no factor yet"
    client.get(led)
    give_factor(officer)
    assert client.get("/accounts/factors/done/")["Location"] == "/guarded/"


def test_nobody_is_led_to_a_foreign_site(client_of, officer):
    client = client_of(officer)
    client.get("/accounts/factors/?needed=1&next=https://evil.example/")
    give_factor(officer)
    assert client.get("/accounts/factors/done/")["Location"] == "/accounts/factors/"


def test_a_form_that_was_sent_is_held_and_arrives_once(client_of, secretary):
    client = confirm(client_of(secretary), secretary, seconds_ago=301)
    asked = client.post("/guarded/?year=2026", {"reason": "支部年度考核需要的学时明细", "kind": ["a", "b"]})
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Fpreferences%2Fheld%2F"
    assert received == []
    back = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/preferences/held/"})
    page = client.get(back["Location"])
    assert "支部年度考核需要的学时明细" in page.content.decode()
    sent = client.post("/preferences/held/", dict(page.context["form"].fields))
    assert (sent.status_code, sent["Location"]) == (307, "/guarded/?year=2026")
    assert client.post("/preferences/held/")["Location"] == "/", "it is handed on once"


def test_a_held_form_goes_on_as_it_was_sent(client_of, secretary):
    client = confirm(client_of(secretary), secretary, seconds_ago=301)
    client.post("/guarded/", {"reason": "年度考核", "kind": ["a", "b"]})
    confirm(client, secretary)
    fields = {"reason": "年度考核", "kind": ["a", "b"]}
    assert client.post("/preferences/held/", fields, follow=True).content == b"inside"
    assert received == [fields | {"reason": ["年度考核"]}]


def test_a_confirmation_shorter_by_policy_holds_shorter(client_of, secretary, decide):
    decide("accounts.confirm_minutes", 1)
    client = confirm(client_of(secretary), secretary, seconds_ago=61)
    assert client.get("/guarded/").status_code == 302
