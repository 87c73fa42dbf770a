"""Guessing is slow, and nobody is locked out by somebody else (ADR 0015)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import close_old_connections
from django.test import Client

from school.accounts.devices import COOKIE
from school.accounts.models import SignInFailure
from school.accounts.services.lockout import (
    admit,
    count_in_network,
    fail,
    forget_old_failures,
    lift_lock,
    place_at,
    succeed,
    take_turn,
)
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from tests.conftest import PASSWORD

CAMPUS, HOME = "198.51.100.0/24", "203.0.113.0/24"
MINUTE = timedelta(minutes=1)


def guess(place, at) -> bool:
    """One wrong password; whether it was looked at."""
    verdict = admit(place=place, at=at)
    if verdict.wait_until is not None:
        return False
    fail(place=place, verdict=verdict, at=at)
    return True


def sign_in(client: Client, name: str, password: str = PASSWORD, network: str = "198.51.100.7"):
    return client.post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=network)


@pytest.mark.pg
@pytest.mark.django_db
def test_thousands_of_guesses_from_one_network_come_down_to_a_dozen_a_day(learner, at):
    place = place_at(name=learner.number, member=learner, network=CAMPUS)
    tries = [guess(place, at + timedelta(minutes=minute)) for minute in range(24 * 60)]
    assert sum(tries[:30]) == 5
    assert sum(tries) <= 13


@pytest.mark.pg
@pytest.mark.django_db
def test_a_victim_on_her_own_device_always_gets_in(learner, at):
    """The attacker sits in the same network and never stops; the exam begins."""
    own = place_at(name=learner.number, member=learner, network=CAMPUS, device="her phone")
    attacked = place_at(name=learner.number, member=learner, network=CAMPUS)
    for minute in range(600):
        moment = at + minute * MINUTE
        guess(attacked, moment)
        count_in_network(network=CAMPUS, at=moment)
        if minute % 50 == 0:
            verdict = admit(place=own, at=moment)
            assert verdict.wait_until is None
            succeed(place=own, verdict=verdict)


@pytest.mark.django_db
def test_guesses_from_elsewhere_do_not_close_another_network(learner, at):
    for _ in range(20):
        guess(place_at(name=learner.number, member=learner, network=HOME), at)
    assert admit(place=place_at(name=learner.number, member=learner, network=CAMPUS), at=at).wait_until is None


@pytest.mark.pg
@pytest.mark.django_db
def test_three_hundred_people_who_mistype_once_behind_one_address_hinder_nobody(make_member, second_branch, at):
    crowd = [make_member(f"学员{number}", second_branch) for number in range(300)]
    for number, member in enumerate(crowd):
        assert guess(place_at(name=member.number, member=member, network=CAMPUS), at + timedelta(seconds=number))
    after = at + timedelta(seconds=300)
    for member in crowd:
        verdict = admit(place=place_at(name=member.number, member=member, network=CAMPUS), at=after)
        assert verdict.wait_until is None
        succeed(place=place_at(name=member.number, member=member, network=CAMPUS), verdict=verdict)


@pytest.mark.pg
@pytest.mark.django_db
def test_names_sprayed_beyond_the_ceiling_wait_for_their_turn_and_known_devices_do_not(learner, at):
    for _ in range(601):
        count_in_network(network=CAMPUS, at=at)
    sprayed = [place_at(name=f"name{number}", member=None, network=CAMPUS) for number in range(200)]
    looked_at = sum(guess(place, at + timedelta(seconds=second / 10)) for second, place in enumerate(sprayed))
    assert looked_at <= 21, "two hundred names in twenty seconds, one a second"
    own = place_at(name=learner.number, member=learner, network=CAMPUS, device="her phone")
    assert admit(place=own, at=at + timedelta(seconds=20)).wait_until is None
    assert take_turn(network=CAMPUS, at=at + timedelta(minutes=11)) is None, "ten minutes later it is over"


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_guesses_that_arrive_at_once_share_the_free_tries(learner, at):
    place = place_at(name=learner.number, member=learner, network=CAMPUS)

    def one(_number: int) -> bool:
        try:
            return admit(place=place, at=at).wait_until is None
        finally:
            close_old_connections()

    with ThreadPoolExecutor(8) as pool:
        admitted = sum(pool.map(one, range(40)))
    assert admitted == 5


@pytest.mark.django_db
def test_number_phone_and_email_share_one_count_and_unknown_names_are_counted_alike(learner, at):
    learner.phone = "00012345678"
    learner.save(update_fields=["phone"])
    places = [place_at(name=name, member=learner, network=CAMPUS) for name in (learner.number, learner.phone)]
    assert places[0].account == places[1].account
    unknown = place_at(name="nobody", member=None, network=CAMPUS)
    assert [guess(unknown, at) for _ in range(7)] == [guess(places[0], at) for _ in range(7)]


@pytest.mark.django_db
def test_the_page_says_how_long_and_what_else_and_tells_nobody_whether_the_name_exists(learner):
    said = {}
    for name in (learner.number, "YQ0000000"):
        client = Client(headers={"accept-language": "en"})
        client.cookies["school_language"] = "en"
        for _ in range(5):
            sign_in(client, name, "wrong password")
        page = sign_in(client, name).content.decode()
        assert not client.session.get("_auth_user_id")
        said[name] = page[page.index("errorlist") : page.index("</ul>", page.index("errorlist"))]
        assert "30 minutes" in said[name]
        assert "/accounts/forgotten/" in page
    assert len(set(said.values())) == 1


@pytest.mark.django_db
def test_a_browser_that_was_used_before_has_a_count_of_its_own(learner):
    mine, theirs = Client(), Client()
    assert sign_in(mine, learner.number).status_code == 302
    assert COOKIE in mine.cookies
    mine.post("/accounts/logout/")
    for _ in range(9):
        sign_in(theirs, learner.number, "wrong password")
    assert sign_in(theirs, learner.number).status_code == 200, "even the right password waits there"
    assert sign_in(mine, learner.number).status_code == 302


@pytest.mark.django_db
def test_a_forged_or_borrowed_device_is_not_known(learner, peer):
    borrowed = Client()
    sign_in(borrowed, peer.number)
    borrowed.post("/accounts/logout/")
    for cookie in (borrowed.cookies[COOKIE].value, "forged:1abc:xyz", ""):
        client = Client()
        client.cookies[COOKIE] = cookie
        sign_in(client, learner.number, "wrong password")
    assert set(SignInFailure.objects.filter(member=learner).values_list("origin", flat=True)) == {CAMPUS}
    assert SignInFailure.objects.get(member=learner).failures == 3


@pytest.mark.django_db
def test_a_right_password_is_not_counted_and_clears_a_known_device(learner, at):
    client = Client()
    for _ in range(12):
        assert sign_in(client, learner.number).status_code == 302
        client.post("/accounts/logout/")
    assert SignInFailure.objects.filter(member=learner, failures__gt=0).count() == 0


@pytest.mark.django_db
def test_failed_locked_refused_and_done_sign_ins_are_audited_without_passwords(learner):
    client = Client()
    for _ in range(8):
        sign_in(client, learner.number, "a wrong secret")
    sign_in(client, "a secret typed into the wrong field", "x")
    sign_in(Client(), learner.number, network="203.0.113.7")
    entries = AuditEntry.objects.filter(action__startswith="sign_in")
    actions = list(entries.filter(subject_id=learner.public_id).order_by("pk").values_list("action", flat=True))
    assert actions == [*["sign_in.failed"] * 4, "sign_in.locked", "sign_in.refused", "sign_in.done"]
    assert not [entry for entry in entries if "secret" in f"{entry.details}{entry.subject_id}"]


@pytest.mark.django_db
def test_a_lifted_lock_opens_at_once_and_is_audited(learner, secretary, at):
    place = place_at(name=learner.number, member=learner, network=CAMPUS)
    for _ in range(6):
        guess(place, at)
    (lock,) = SignInFailure.objects.locked(at=at)
    lift_lock(failure=lock, act=Act(secretary, at))
    assert admit(place=place, at=at).wait_until is None
    assert AuditEntry.objects.get(action="sign_in.lock_lifted").actor_id == secretary.public_id


@pytest.mark.pg
@pytest.mark.django_db
def test_old_counts_are_cleared_and_running_ones_stay(learner, peer, at):
    guess(place_at(name=learner.number, member=learner, network=CAMPUS), at - timedelta(days=3))
    guess(place_at(name=peer.number, member=peer, network=CAMPUS), at - timedelta(hours=1))
    forget_old_failures(at=at)
    assert list(SignInFailure.objects.filter(member__isnull=False).values_list("member", flat=True)) == [peer.pk]
