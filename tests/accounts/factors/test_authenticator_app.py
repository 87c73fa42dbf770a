"""An authenticator app: adding it, signing in with it, and what a sign-in that waits for it may not do."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from asgiref.sync import async_to_sync
from django.conf import settings
from django.test import Client
from django.utils import timezone

from school.accounts.factors import has_factor
from school.accounts.sessions import member_of_session_cookie, sign_in_of
from school.audit.models import AuditEntry
from tests.accounts.confirming import code_of, confirm, give_factor
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def enter_password(member, password: str = PASSWORD, **extra) -> tuple[Client, object]:
    client = Client()
    return client, client.post("/accounts/login/", {"login": member.number, "password": password, **extra})


@pytest.mark.django_db(transaction=True)
def test_adding_an_app_takes_its_first_code_and_leads_to_recovery_codes(client_of, learner):
    client = confirm(client_of(learner), learner)
    page = client.get("/accounts/factors/app/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post("/accounts/factors/app/", {"code": "000000"}).status_code == 200
    assert not has_factor(learner)
    added = client.post("/accounts/factors/app/", {"code": code_of(secret)})
    assert added["Location"] == "/accounts/factors/recovery-codes/"
    assert has_factor(learner)
    assert len(client.get(added["Location"]).context["unused_codes"]) == 10
    assert client.get("/accounts/factors/").context["codes_left"] == 10
    assert AuditEntry.objects.filter(action="factor.added", subject_id=learner.public_id).count() == 2


def test_the_secret_of_an_app_is_not_readable_in_the_database(learner):
    secret = give_factor(learner)
    assert secret not in str(Authenticator.objects.get(user=learner).data)


def test_adding_a_factor_asks_for_the_password_again(client_of, learner):
    stale = confirm(client_of(learner), learner, seconds_ago=301)
    for path in ("/accounts/factors/app/", "/accounts/factors/passkeys/add/"):
        assert stale.get(path)["Location"] == f"/accounts/reauthenticate/?next={path.replace('/', '%2F')}"


def test_signing_in_asks_for_the_code_after_the_password(learner):
    secret = give_factor(learner)
    client, waiting = enter_password(learner)
    assert waiting["Location"] == "/accounts/factors/code/"
    assert client.get("/accounts/factors/code/").status_code == 200
    assert client.get("/")["Location"].startswith("/accounts/login/")
    assert client.post("/accounts/factors/code/", {"code": "123"}).status_code == 200
    done = client.post("/accounts/factors/code/", {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get("/").status_code == 200


def test_a_half_finished_sign_in_opens_no_page_endpoint_socket_or_segment(learner):
    give_factor(learner)
    client, _waiting = enter_password(learner)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/courses/").status_code == 302
    assert client.get("/api/lectures/abcdefghijkl/coverage").status_code == 401
    assert sign_in_of(key, at=timezone.now()) is None
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}".encode()
    assert async_to_sync(member_of_session_cookie)({"headers": [(b"cookie", cookie)]}) is None


def test_a_code_is_taken_once(learner):
    secret = give_factor(learner)
    code = code_of(secret)
    first, _ = enter_password(learner)
    assert first.post("/accounts/factors/code/", {"code": code}).status_code == 302
    second, _ = enter_password(learner)
    assert second.post("/accounts/factors/code/", {"code": code}).status_code == 200


def test_a_phone_may_run_half_a_minute_slow(learner):
    secret = give_factor(learner)
    client, _ = enter_password(learner)
    assert client.post("/accounts/factors/code/", {"code": code_of(secret, steps=-1)}).status_code == 302


def test_guessing_codes_is_slowed_down(learner):
    secret = give_factor(learner)
    client, _ = enter_password(learner)
    for guess in range(8):
        client.post("/accounts/factors/code/", {"code": f"{guess:06}"})
    assert client.post("/accounts/factors/code/", {"code": code_of(secret)}).status_code != 302
    assert AuditEntry.objects.filter(action="factor.refused").exists()


def test_a_recovery_code_opens_once_and_is_in_the_audit(client_of, learner):
    give_factor(learner)
    inside = confirm(client_of(learner), learner)
    assert inside.post("/accounts/factors/recovery-codes/new/").status_code == 302
    page = inside.get("/accounts/factors/recovery-codes/").content.decode()
    code = re.findall(r"<code>(\d{8})</code>", page)[0]
    assert code in inside.get("/accounts/factors/recovery-codes/codes.txt").content.decode()
    client, _ = enter_password(learner)
    assert client.post("/accounts/factors/code/", {"code": code}).status_code == 302
    again, _ = enter_password(learner)
    assert again.post("/accounts/factors/code/", {"code": code}).status_code == 200
    assert AuditEntry.objects.filter(action="factor.recovery_code_used").count() == 1


def test_a_waiting_sign_in_can_be_given_up(learner, peer):
    give_factor(learner)
    client, _ = enter_password(learner)
    assert client.get("/accounts/login/")["Location"] == "/accounts/factors/code/"
    assert client.post("/accounts/factors/start-over/")["Location"] == "/accounts/login/"
    assert client.get("/accounts/login/").status_code == 200


def test_the_app_can_be_removed_by_who_need_not_have_one(client_of, learner):
    give_factor(learner)
    client = confirm(client_of(learner), learner)
    assert client.post("/accounts/factors/app/remove/").status_code == 302
    assert not has_factor(learner)
    assert AuditEntry.objects.filter(action="factor.removed", subject_id=learner.public_id).exists()


def test_the_last_factor_of_who_must_have_one_stays(client_of, officer):
    give_factor(officer)
    client = confirm(client_of(officer), officer)
    assert client.post("/accounts/factors/app/remove/").status_code == 200
    assert has_factor(officer)
