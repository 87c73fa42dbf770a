"""What a new password must be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from school.accounts.models import PasswordHistory
from school.accounts.passwords import classes_in, rules_in_words
from school.accounts.services.choosing import choose_password, password_is_due
from school.organisation.acting import Act
from school.policies.services.setting import set_policy
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def problems(password: str, member=None) -> set[str]:
    try:
        validate_password(password, member)
    except ValidationError as error:
        return {each.code or "" for each in error.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Pomelo-47", {"password_too_short"}),
        ("pomelolantern", {"password_not_mixed"}),
        ("pomelo lantern", {"password_not_mixed"}),
        ("Pomelo-lantern", set()),
        ("pomelo47 lantern", set()),
        ("pomelos and lanterns glow", set()),
        ("柚子灯笼pomelo47", set()),
        ("我们每周三下午一起读书写字画画唱歌跳舞", {"password_not_mixed"}),
        ("我们每周三下午一起读书写字画画唱歌和跳舞", set()),
        ("Password2026!", {"password_too_common"}),
        ("P" + "a" * 128, {"password_too_long"}),
    ],
)
def test_the_rules(password, expected):
    assert problems(password) == expected


def test_four_kinds_of_characters():
    assert [classes_in(word) for word in ("abc", "aB", "aB1", "aB1-", "柚")] == [1, 2, 3, 4, 1]


def test_it_is_not_made_of_ones_own_data(learner):
    learner.email = "wenjing.zhou@example.org"
    assert problems(f"{learner.number}!a", learner) == {"password_too_similar"}
    assert problems("Wenjing.Zhou1", learner) == {"password_too_similar"}


def test_the_last_five_are_not_taken_again(learner, at):
    used = [PASSWORD, *(f"Pomelo-lantern-{number}" for number in range(5))]
    for number, password in enumerate(used[1:]):
        act = Act(learner, at + timedelta(days=number))
        choose_password(member=learner, password=password, how="change", act=act)
    assert PasswordHistory.objects.filter(member=learner).count() == 4
    refused = [bool(problems(password, learner)) for password in used]
    assert refused == [False, True, True, True, True, True]


def test_the_form_lists_the_rules_without_script(client_of, learner):
    assert [rule.name for rule in rules_in_words()] == ["length", "mixture", "common", "similar", "history"]
    client = client_of(learner)
    page = client.get("/accounts/password/change/").content.decode()
    assert all(rule.words in page for rule in rules_in_words())


def test_changing_ones_own_password_keeps_this_sign_in_and_ends_the_others(client_of, learner):
    here, there = client_of(learner), client_of(learner)
    new = {"oldpassword": PASSWORD, "password1": "Pomelo-lantern-1", "password2": "Pomelo-lantern-1"}
    assert here.post("/accounts/password/change/", new).status_code == 302
    assert here.get("/preferences/").context["signed_in"]
    assert not there.get("/preferences/").context["signed_in"]
    back = new | {"oldpassword": "Pomelo-lantern-1", "password1": PASSWORD, "password2": PASSWORD}
    assert here.post("/accounts/password/change/", back).status_code == 200, "the former one is refused"


def test_a_periodic_change_is_off_by_default_and_asked_for_at_sign_in_when_it_is_on(learner, secretary):
    now = timezone.now()
    assert not password_is_due(member=learner, at=now + timedelta(days=5000))
    set_policy(key="accounts.password_days", value=90, member=secretary, office_id=None, reason="our rules", at=now)
    learner.registered_at = now - timedelta(days=91)
    learner.save(update_fields=["registered_at"])
    client = Client()
    client.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    client.post("/accounts/purpose/", {"target": "/"})
    assert client.get("/").headers["Location"] == "/accounts/password/change/"
    new = {"oldpassword": PASSWORD, "password1": "Pomelo-lantern-1", "password2": "Pomelo-lantern-1"}
    client.post("/accounts/password/change/", new)
    assert client.get("/").status_code == 200
