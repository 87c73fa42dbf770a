"""One tap enters the demo as a role, and only where the demo is on."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from school.accounts.sessions import is_live
from school.demo.founding import DEMO_PASSWORD
from school.demo.roles import demo_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_learner(make_member, second_branch):
    role = demo_roles()[0]
    member = make_member(role.name, second_branch, is_demo=True)
    member.number = role.number
    member.save()
    return member


def test_one_tap_signs_in_as_the_member_behind_the_role(settings, demo_learner):
    settings.DEMO = True
    client = Client()
    assert client.post("/demo/sign-in/", {"role": "learner"}).status_code == 302
    assert client.session["_auth_user_id"] == str(demo_learner.pk)


@pytest.mark.parametrize("role", ["", "secretary", "nobody"])
def test_a_role_without_its_member_enters_nothing(settings, demo_learner, role):
    settings.DEMO = True
    client = Client()
    assert client.post("/demo/sign-in/", {"role": role}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_not_of_the_demo_is_never_entered(settings, demo_learner):
    settings.DEMO = True
    type(demo_learner).objects.update(is_demo=False)
    assert Client().post("/demo/sign-in/", {"role": "learner"}).status_code == 404


def test_without_demo_mode_the_door_does_not_exist(settings, demo_learner):
    settings.DEMO = False
    client = Client()
    assert client.post("/demo/sign-in/", {"role": "learner"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "from_afar",
    [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, {"HTTP_FORWARDED": "for=203.0.113.9"}],
)
def test_the_demo_answers_nobody_beyond_this_machine(settings, demo_learner, from_afar):
    settings.DEMO = True
    client = Client(**from_afar)
    assert client.post("/demo/sign-in/", {"role": "learner"}).status_code == 403
    assert client.get("/accounts/login/").status_code == 403
    assert "_auth_user_id" not in client.session


def test_an_account_of_the_demo_with_its_known_password_is_closed_outside_of_it(settings, demo_learner):
    demo_learner.set_password(DEMO_PASSWORD)
    demo_learner.save()
    said = {"login": demo_learner.number, "password": DEMO_PASSWORD}
    settings.DEMO = False
    assert Client().post("/accounts/login/", said).status_code == 200
    settings.DEMO = True
    client = Client()
    assert client.post("/accounts/login/", said).status_code == 302
    key = client.session.session_key
    assert is_live(key, at=timezone.now())
    settings.DEMO = False
    assert not is_live(key, at=timezone.now())
    assert client.get("/year/").status_code == 302


def test_every_role_has_words(settings):
    roles = demo_roles()
    assert len({role.key for role in roles}) == len(roles) == 9
    assert all(str(role.label) and str(role.description) for role in roles)
