"""An administrator who has lost every way in is let in again by whoever runs the server, and the audit says so."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from school.accounts.models import RecoverySlip
from school.accounts.services.mailing import send_due
from school.audit.models import AuditEntry
from school.notices.kinds import kind_of
from school.notices.own_kinds import SLIP_ISSUED
from school.organisation.models import Member, Role
from tests.accounts.test_invitations import choose, come_in

pytestmark = pytest.mark.django_db
REASON = "came in person with her card"


@pytest.fixture
def guard(make_member, third_branch, college) -> Member:
    """A security administrator without phone or e-mail, whose factor is lost."""
    member = make_member("安全员", third_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return member


def reset(number: str, *more: str) -> str:
    out = StringIO()
    call_command("reset_sign_in", number, "--reason", REASON, *more, stdout=out)
    code, address = out.getvalue().split()
    assert address.endswith("/invitations/")
    return code


def test_the_slip_sets_a_new_password_once(guard):
    code, client = reset(guard.number), Client()
    assert come_in(client, code).status_code == 302
    assert choose(client).status_code == 302
    assert come_in(Client(), code).status_code == 422
    entry = AuditEntry.objects.get(action="recovery.slip_issued", subject_id=guard.public_id)
    assert (entry.actor_id, entry.reason) == ("", REASON)
    assert Authenticator.objects.filter(user=guard).exists()


def test_she_is_told_by_mail_and_message_that_the_server_printed_it(guard):
    Member.objects.filter(pk=guard.pk).update(email="guard@example.org", language="en")
    reset(guard.number)
    send_due(at=timezone.now())
    (message,) = mail.outbox
    assert "was printed on the school's server" in message.body
    with override("en"):
        assert kind_of(SLIP_ISSUED).body({"issuer": ""}).startswith("It was printed on the school's server.")


def test_lost_factors_are_taken_away_only_when_asked(guard):
    reset(guard.number, "--factors")
    assert not Authenticator.objects.filter(user=guard).exists()
    assert AuditEntry.objects.filter(action="factor.taken_away", subject_id=guard.public_id, reason=REASON).exists()


def test_it_refuses_strangers_and_closed_accounts(guard):
    with pytest.raises(CommandError, match="No member"):
        reset("nobody")
    Member.objects.filter(pk=guard.pk).update(is_active=False)
    with pytest.raises(CommandError, match="closed"):
        reset(guard.number, "--factors")
    assert not RecoverySlip.objects.exists()
    assert Authenticator.objects.filter(user=guard).exists()


def test_a_reason_is_needed(guard):
    with pytest.raises(CommandError, match="--reason"):
        call_command("reset_sign_in", guard.number)
