"""Signing in, and who cannot."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import Client

from school.settings import PASSWORD_HASHERS
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_signing_in_takes_number_phone_or_email_and_nothing_wrong(learner):
    learner.phone, learner.email = "00012345678", "wen@example.org"
    learner.save(update_fields=["phone", "email"])
    for name in (learner.number, learner.phone, "WEN@example.org"):
        client = Client()
        assert client.post("/accounts/login/", {"login": name, "password": PASSWORD}).status_code == 302
    assert Client().post("/accounts/login/", {"login": learner.number, "password": "wrong"}).status_code == 200


def test_too_many_wrong_passwords_are_slowed_down(learner, second_branch):
    client = Client()
    for _ in range(6):
        response = client.post("/accounts/login/", {"login": learner.number, "password": "wrong"})
    right = client.post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    assert right.status_code != 302, "the account stays closed for a while"
    assert response.status_code in {200, 429}


def test_a_deactivated_account_cannot_sign_in(learner):
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    response = Client().post("/accounts/login/", {"login": learner.number, "password": PASSWORD})
    assert response.status_code == 200
    assert not response.wsgi_request.user.is_authenticated


def test_registration_by_strangers_does_not_exist(client, db):
    assert client.get("/accounts/signup/").status_code == 404


def test_passwords_are_kept_with_argon2id_at_owasps_parameters():
    kept = make_password(PASSWORD, hasher="argon2")
    assert "argon2id" in kept
    assert "m=19456,t=2,p=1" in kept
    assert check_password(PASSWORD, kept)


def test_a_hash_of_other_parameters_is_renewed_at_sign_in(learner, settings):
    settings.PASSWORD_HASHERS = list(PASSWORD_HASHERS)
    learner.password = Argon2PasswordHasher().encode(PASSWORD, "sixteen-letters!")
    learner.save(update_fields=["password"])
    assert Client().post("/accounts/login/", {"login": learner.number, "password": PASSWORD}).status_code == 302
    learner.refresh_from_db()
    assert "m=19456,t=2,p=1" in learner.password
