"""The first people of a school are invited from the server."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_it_prints_a_code_that_opens_the_account(learner):
    out = StringIO()
    call_command("invite", learner.number, stdout=out)
    code, address = out.getvalue().split()
    assert address.endswith("/invitations/")
    assert Client().post("/invitations/", {"code": code}).status_code == 302


def test_it_refuses_strangers_and_who_has_begun(learner):
    with pytest.raises(CommandError, match="No member"):
        call_command("invite", "nobody")
    learner.last_login = timezone.now()
    learner.save(update_fields=["last_login"])
    with pytest.raises(CommandError, match="signed in before"):
        call_command("invite", learner.number)
