"""What is older than its policy goes in the night; what is younger, unfinished or permanent stays."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from school.accounts.models import ApiToken
from school.accounts.services.tokens import issue_token
from school.audit.models import AuditEntry
from school.events.models import EventRecord
from school.policies.services.setting import set_policy
from school.privacy.models import Look, LookedAt, LookKind
from school.privacy.services.looking import record_look
from school.privacy.services.retaining import retain

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


def seen(secretary, learner, at, *days):
    for day in days:
        record_look(
            member_ids=[learner.pk],
            looker=secretary,
            office_id=None,
            kind=LookKind.FILE,
            what=LookedAt.MEMBER_FILE,
            at=at - timedelta(days=day),
        )


def test_looks_older_than_the_policy_go(learner, secretary, at):
    seen(secretary, learner, at, 0, 364, 365, 366, 400)
    retain(at=at)
    ages = sorted((at.date() - look.on).days for look in Look.objects.all())
    assert ages == [0, 364, 365]


def test_a_shorter_policy_takes_more(learner, secretary, at):
    seen(secretary, learner, at, 0, 200)
    set_policy(key="retention.looks_days", value=180, member=secretary, office_id=None, reason="试行", at=at)
    retain(at=at)
    assert Look.objects.count() == 1


def test_an_event_that_is_still_pending_stays_however_old(at):
    for pending in (True, False):
        EventRecord.objects.create(kind="x", payload={}, is_pending=pending)
    EventRecord.objects.update(announced_at=at - timedelta(days=1000))
    retain(at=at)
    assert EventRecord.objects.get().is_pending


def test_keys_stay_ninety_days_after_they_end(learner, at):
    key, _secret = issue_token(member=learner, title="脚本", at=at)
    retain(at=key.expires_at + timedelta(days=89))
    assert ApiToken.objects.exists()
    retain(at=key.expires_at + timedelta(days=91))
    assert not ApiToken.objects.exists()


def test_the_counts_are_audited_and_a_night_without_work_leaves_no_line(learner, secretary, at):
    retain(at=at)
    assert not AuditEntry.objects.filter(action="retention.ran").exists()
    seen(secretary, learner, at, 500)
    retain(at=at)
    assert AuditEntry.objects.get(action="retention.ran").details == {"privacy.Look": 1}


def test_more_than_one_batch_goes(learner, secretary, at, monkeypatch):
    monkeypatch.setattr("school.privacy.services.retaining.BATCH", 2)
    seen(secretary, learner, at, *range(400, 405))
    assert {row.model: row.rows for row in retain(at=at)}["privacy.Look"] == 5
    assert not Look.objects.exists()


def test_the_dry_run_counts_and_deletes_nothing(learner, secretary, at):
    seen(secretary, learner, at, 5000)
    out = StringIO()
    call_command("retain", "--check", stdout=out)
    assert Look.objects.count() == 1
    assert "1  privacy.Look" in out.getvalue()
    assert "Nothing was deleted." in out.getvalue()
    call_command("retain", stdout=StringIO())
    assert not Look.objects.exists()
