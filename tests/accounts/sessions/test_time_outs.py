"""Sign-ins end by the clock, for pages, endpoints, recordings and rooms alike; activity keeps them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from school.accounts.activity import KEPT_EVERY, NOTED_EVERY, last_seen, note_activity
from school.accounts.sessions import is_live, timed_out
from school.accounts.timeouts import SIGNED_IN_AT, Ending, Limits, ending, left
from school.organisation.models import Role
from tests.conftest import PASSWORD

LIMITS = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
START = datetime(2026, 11, 23, 8, tzinfo=timezone.get_default_timezone())
minutes = st.integers(min_value=0, max_value=2000).map(lambda count: timedelta(minutes=count))


@pytest.fixture
def signed_in(learner) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    return client


def idle_for(client: Client, **span: int) -> str:
    """As if nothing had happened at this browser for that long."""
    key = client.session.session_key
    seen = timezone.now() - timedelta(**span)
    UserSession.objects.filter(session_key=key).update(last_seen_at=seen)
    session = client.session
    session[SIGNED_IN_AT] = (seen - timedelta(minutes=1)).timestamp()
    session.save()
    cache.clear()
    return key


@given(lasted=minutes, idle=minutes)
def test_a_sign_in_stands_exactly_while_time_is_left(lasted, idle):
    since, at = START, START + lasted
    seen = max(since, at - idle)
    stands = ending(LIMITS, since=since, seen=seen, at=at) is None
    assert stands == (left(LIMITS, since=since, seen=seen, at=at) > timedelta(0))


def test_the_longest_time_ends_even_a_busy_sign_in():
    at = START + timedelta(hours=12)
    assert ending(LIMITS, since=START, seen=at, at=at) is Ending.LONGEST
    assert ending(LIMITS, since=START, seen=at, at=at - timedelta(seconds=1)) is None
    assert ending(LIMITS, since=START, seen=START, at=START + timedelta(minutes=30)) is Ending.IDLE


@pytest.mark.django_db
def test_half_an_hour_without_activity_signs_out(signed_in):
    key = idle_for(signed_in, minutes=31)
    assert not is_live(key, at=timezone.now())
    page = signed_in.get("/courses/")
    assert page["Location"] == "/accounts/login/?next=/courses/"
    assert not Session.objects.filter(session_key=key).exists()
    assert signed_in.get("/api/lectures/abcdefghijkl/coverage").status_code == 401


@pytest.mark.django_db
def test_less_does_not_and_any_page_starts_the_time_anew(signed_in):
    key = idle_for(signed_in, minutes=29)
    assert signed_in.get("/courses/").status_code == 200
    assert is_live(key, at=timezone.now() + timedelta(minutes=29))
    assert not is_live(key, at=timezone.now() + timedelta(minutes=31))


@pytest.mark.django_db
def test_asking_how_long_it_still_stands_is_no_activity(signed_in):
    idle_for(signed_in, minutes=29)
    assert 0 < signed_in.get("/preferences/sign-ins/left/").json()["seconds"] <= 60
    assert signed_in.get("/preferences/sign-ins/left/").json()["seconds"] <= 60
    assert signed_in.post("/preferences/sign-ins/stay/").status_code == 204
    assert signed_in.get("/preferences/sign-ins/left/").json()["seconds"] > 1700
    idle_for(signed_in, minutes=31)
    assert signed_in.get("/preferences/sign-ins/left/").json() == {"seconds": 0}


@pytest.mark.django_db
def test_administrators_are_signed_out_sooner(make_member, second_branch, college):
    person = make_member("管理员", second_branch, Role.AUDIT_ADMINISTRATOR, at_organisation=college)
    client = Client()
    client.post("/accounts/login/", {"login": person.number, "password": PASSWORD})
    key = idle_for(client, minutes=16)
    assert not is_live(key, at=timezone.now())


@pytest.mark.django_db
def test_a_policy_changes_the_limit_of_sign_ins_that_stand(signed_in, decide):
    key = idle_for(signed_in, minutes=10)
    assert is_live(key, at=timezone.now())
    decide("accounts.idle_minutes", 5)
    assert not is_live(key, at=timezone.now())


@pytest.mark.django_db
def test_activity_is_written_to_the_database_once_in_five_minutes(signed_in, django_assert_num_queries):
    key, at = signed_in.session.session_key, timezone.now() + timedelta(hours=1)
    note_activity(key, at=at)
    assert UserSession.objects.get(session_key=key).last_seen_at == at
    with django_assert_num_queries(0):
        for seconds in range(0, int(KEPT_EVERY.total_seconds()) - 1, 20):
            note_activity(key, at=at + timedelta(seconds=seconds))
    assert last_seen([key])[key] > at + KEPT_EVERY - 2 * NOTED_EVERY
    with django_assert_num_queries(1):
        note_activity(key, at=at + KEPT_EVERY)


@pytest.mark.django_db
def test_what_the_cache_forgets_is_read_back(signed_in):
    key, at = signed_in.session.session_key, timezone.now() + timedelta(hours=1)
    note_activity(key, at=at)
    cache.clear()
    assert last_seen([key]) == {key: at}


@pytest.mark.django_db
def test_a_whole_room_is_asked_in_one_query(learner, peer, signed_in, django_assert_max_num_queries):
    cache.clear()
    sessions = {row.session_key: row.get_decoded() for row in Session.objects.all()}
    with django_assert_max_num_queries(2):  # the sessions' activity, and the policies
        assert timed_out(sessions, at=timezone.now()) == set()
        assert timed_out(sessions, at=timezone.now() + timedelta(hours=13)) == set(sessions)


@pytest.mark.django_db
def test_an_ordinary_page_costs_no_query_for_it(signed_in, django_assert_max_num_queries):
    signed_in.get("/preferences/")
    with django_assert_max_num_queries(3):  # session, member, policies
        signed_in.get("/preferences/sign-ins/left/")
