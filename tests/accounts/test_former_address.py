"""A change of e-mail tells the former address, once, whichever way the change took."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import translation

from school.accounts.models import AccountMail
from school.accounts.receivers import tell_former_addresses
from school.accounts.services.mailing import send_due
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.events import AddressesReplaced
from school.organisation.models import FormerAddress, Member
from school.organisation.services.registering import change_contact

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def change(learner, secretary, at):
    """change("new@example.org") → the learner's address is changed by her secretary; her phone stays."""
    Member.objects.filter(pk=learner.pk).update(email="wen@example.org", language="en")

    def run(email: str) -> None:
        change_contact(
            member=learner, email=email, phone=learner.phone, act=Act(member=secretary, at=at, reason="asked")
        )

    return run


def test_the_former_address_is_told_what_happened_and_what_to_do(change, learner, at):
    change("zhou@example.org")
    assert send_due(at=at) == 1
    (letter,) = mail.outbox
    assert letter.to == ["wen@example.org"]
    assert "zhou@example.org" not in letter.body
    with translation.override("en"):
        assert "was replaced by another one" in letter.body
        assert "tell the school at once" in letter.body
    told = AuditEntry.objects.get(action="account.former_address_told")
    assert told.subject_id == learner.public_id


def test_taking_the_address_away_is_told_too(change, at):
    change("")
    assert send_due(at=at) == 1
    assert mail.outbox[0].to == ["wen@example.org"]


@pytest.mark.parametrize("email", ["wen@example.org", "WEN@example.org"])
def test_the_same_address_in_other_letters_tells_nobody(change, email):
    change(email)
    assert not AccountMail.objects.exists()


def test_a_first_address_replaces_none(learner, secretary, at):
    change_contact(member=learner, email="wen@example.org", phone="", act=Act(member=secretary, at=at, reason="asked"))
    assert not FormerAddress.objects.exists()


def test_a_retried_listener_tells_once(change, at):
    change("zhou@example.org")
    tell_former_addresses(AddressesReplaced(former_ids=(FormerAddress.objects.get().pk,), at=at))
    assert AccountMail.objects.count() == 1
