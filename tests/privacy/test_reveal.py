"""A hidden detail is shown with a reason, so many a day, and its member can read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.models import Office
from school.policies.services.setting import set_policy
from school.privacy.errors import PurposeMissing, TooManyReveals
from school.privacy.models import Look, LookedAt, LookKind
from school.privacy.services.revealing import reveal

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def show(secretary, learner, second_branch, at):
    office = Office.objects.get(member=secretary)

    def showing(*, reason="通知改期", when=at):
        act = Act(member=secretary, at=when, office_id=office.pk, reason=reason)
        reveal(act=act, member=learner, what=LookedAt.PHONE, organisation_path=second_branch.path)

    return showing


def test_it_leaves_a_look_and_an_audit_entry_with_office_and_reason(show, learner, secretary):
    show()
    look = Look.objects.get(member=learner)
    assert (look.kind, look.what, look.reason) == (LookKind.REVEAL, LookedAt.PHONE, "通知改期")
    entry = AuditEntry.objects.get(action="member.revealed")
    assert (entry.actor_id, entry.subject_id, entry.outcome) == (secretary.public_id, learner.public_id, "done")
    assert entry.office_id == look.office_id


def test_each_time_is_a_line_of_its_own(show):
    show()
    show(reason="再次通知")
    assert Look.objects.count() == 2


def test_without_a_reason_nothing_is_shown(show):
    with pytest.raises(PurposeMissing):
        show(reason=" ")
    assert not Look.objects.exists()


def test_beyond_the_days_limit_it_is_refused_and_that_is_audited(show, secretary, at):
    set_policy(key="privacy.reveals_a_day", value=2, member=secretary, office_id=None, reason="试行", at=at)
    show()
    show()
    with pytest.raises(TooManyReveals):
        show()
    assert Look.objects.count() == 2
    assert AuditEntry.objects.filter(action="member.revealed", outcome="refused").count() == 1
    show(when=at + timedelta(days=1))
