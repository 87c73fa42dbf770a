"""One tap enters the demo as a role, and only where the demo is on."""

from __future__ import annotations

import pytest
from django.test import Client

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


def test_every_role_has_words(settings):
    roles = demo_roles()
    assert len({role.key for role in roles}) == len(roles) == 6
    assert all(str(role.label) and str(role.description) for role in roles)
