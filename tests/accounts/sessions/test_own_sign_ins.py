"""The list of one's own sign-ins, ending them, and the notice of a new device."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from school.accounts.services.ending import forget_ended_sign_ins
from school.accounts.sessions import is_live
from school.accounts.user_agents import device_named
from school.audit.models import AuditEntry
from school.events.models import EventRecord
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "MicroMessenger/8.0.44"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
EDGE = f"{DESK} Edg/130.0"


def signed_in(member, user_agent: str, address: str = "203.0.113.77") -> Client:
    client = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": member.number, "password": PASSWORD})
    return client


def listed(client: Client) -> list[dict]:
    return client.get("/preferences/sign-ins/").context["sign_ins"]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "WeChat · iPhone"),
        (DESK, "Chrome · Windows"),
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/17.0 Safari/605", "Safari · Mac"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "Chrome · Android"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_named_as_people_know_it(user_agent, name):
    assert device_named(user_agent) == name


def test_the_list_names_devices_networks_and_ways_and_this_one_first(learner):
    phone, desk = signed_in(learner, PHONE), signed_in(learner, DESK, "198.51.100.3")
    first, second = listed(desk)
    assert (first["here"], first["sign_in"].device, first["sign_in"].network) == (
        True,
        "Chrome · Windows",
        "198.51.100.0/24",
    )
    assert (second["here"], second["sign_in"].device, second["sign_in"].network) == (
        False,
        "WeChat · iPhone",
        "203.0.113.0/24",
    )
    page = desk.get("/preferences/sign-ins/").content.decode()
    assert "203.0.113.77" not in page, "the network is shortened"
    assert phone.session.session_key not in page


def test_ending_one_closes_its_pages_and_recordings_at_once(learner):
    phone, desk = signed_in(learner, PHONE), signed_in(learner, DESK)
    key = phone.session.session_key
    handle = next(row["sign_in"].handle for row in listed(desk) if not row["here"])
    assert desk.post(f"/preferences/sign-ins/{handle}/end/").status_code == 302
    assert not is_live(key, at=timezone.now())
    assert phone.get("/courses/").status_code == 302
    assert phone.get("/api/lectures/abcdefghijkl/coverage").status_code == 401
    assert desk.get("/courses/").status_code == 200
    assert AuditEntry.objects.filter(action="sign_in.ended", subject_id=learner.public_id).count() == 1


def test_ending_all_others_keeps_this_one(learner):
    others = [signed_in(learner, PHONE), signed_in(learner, EDGE)]
    desk = signed_in(learner, DESK)
    desk.post("/preferences/sign-ins/others/end/")
    assert [client.get("/courses/").status_code for client in (*others, desk)] == [302, 302, 200]
    assert len(listed(desk)) == 1


def test_ending_this_one_signs_out(learner):
    desk = signed_in(learner, DESK)
    assert (
        desk.post(f"/preferences/sign-ins/{listed(desk)[0]['sign_in'].handle}/end/")["Location"] == "/accounts/login/"
    )
    assert desk.get("/courses/").status_code == 302


def test_nobody_ends_another_member_s_sign_in(learner, peer):
    desk, other = signed_in(learner, DESK), signed_in(peer, DESK)
    handle = listed(desk)[0]["sign_in"].handle
    assert other.post(f"/preferences/sign-ins/{handle}/end/").status_code == 404
    assert desk.get("/courses/").status_code == 200


def test_a_changed_password_empties_the_list_of_others(learner):
    signed_in(learner, PHONE)
    desk = signed_in(learner, DESK)
    learner.set_password("another long pass phrase")
    learner.save()
    assert desk.get("/preferences/sign-ins/").status_code == 302
    again = Client(headers={"User-Agent": DESK})
    again.post("/accounts/login/", {"login": learner.number, "password": "another long pass phrase"})
    assert len(listed(again)) == 1


def new_devices() -> list[dict]:
    return [record.payload for record in EventRecord.objects.filter(kind="school.accounts.SignedInElsewhere")]


def test_a_new_device_is_told_and_a_known_one_is_not(learner):
    desk = signed_in(learner, DESK)
    assert new_devices() == [], "the first sign-in of all is news to nobody"
    signed_in(learner, PHONE, "198.51.100.3")
    assert [(news["device"], news["network"]) for news in new_devices()] == [("WeChat · iPhone", "198.51.100.0/24")]
    desk.post("/accounts/logout/")
    assert settings.SESSION_COOKIE_NAME not in desk.cookies or desk.get("/courses/").status_code == 302
    desk.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    assert len(new_devices()) == 1


def test_the_list_costs_the_same_whatever_its_length(learner, django_assert_max_num_queries):
    for _ in range(6):
        desk = signed_in(learner, DESK)
    with django_assert_max_num_queries(12):
        assert len(listed(desk)) == 6


@pytest.mark.pg
def test_rows_of_ended_sign_ins_are_forgotten_and_others_stay(learner):
    desk, phone = signed_in(learner, DESK), signed_in(learner, PHONE)
    phone.post("/accounts/logout/")
    assert forget_ended_sign_ins(at=timezone.now()) == 1
    assert len(listed(desk)) == 1
    assert forget_ended_sign_ins(at=timezone.now() + timedelta(hours=25)) == 1
    assert desk.get("/courses/").status_code == 302


def test_a_sign_in_costs_the_same_however_many_stand(learner, django_assert_max_num_queries):
    for _ in range(4):
        signed_in(learner, DESK)
    with django_assert_max_num_queries(40):
        signed_in(learner, DESK)
    for _ in range(20):
        signed_in(learner, DESK)
    with django_assert_max_num_queries(40):
        signed_in(learner, DESK)
