"""Mail about accounts: written with the fact, sent once, tried again, and dropped when there is nothing to say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from django.utils.translation import gettext

from school.accounts.models import AccountMail, AccountMailKind
from school.accounts.services.mailing import MOST_ATTEMPTS, queue_mail, send_due
from school.operations.unfinished import unfinished_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(learner):
    learner.email = "wen@example.org"
    learner.save(update_fields=["email"])
    return learner


def waiting() -> int:
    return next(each.count for each in unfinished_work() if each.kind == "mails about accounts not sent")


@pytest.mark.pg
def test_a_mail_is_sent_once(reachable, at):
    queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=reachable, at=at)
    assert waiting() == 1
    assert [send_due(at=at), send_due(at=at)] == [1, 0]
    assert len(mail.outbox) == 1
    assert waiting() == 0


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_it_speaks_the_members_language_in_text_and_html(reachable, at, language):
    reachable.language = language
    reachable.save(update_fields=["language"])
    queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=reachable, at=at)
    with translation.override("en" if language != "en" else "zh-hans"):
        send_due(at=at)
    (letter,) = mail.outbox
    (page,) = letter.alternatives
    with translation.override(language):
        words = gettext("If it was not you, please ask for a new password at once and tell the school.")
        assert gettext("Your password was changed") in letter.subject
    assert words in letter.body
    assert words in page.content
    assert page.mimetype == "text/html"


def test_who_has_no_address_gets_none(learner, at):
    assert queue_mail(kind=AccountMailKind.RESET, member=learner, at=at) is None


def test_a_server_that_is_away_is_tried_again_later_and_at_last_given_up(reachable, at, settings):
    settings.MAIL_TRANSPORT = settings.EMAIL_BACKEND = "tests.accounts.unreachable.Away"
    queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=reachable, at=at)
    assert send_due(at=at) == 0
    assert send_due(at=at + timedelta(minutes=1)) == 0
    assert AccountMail.objects.get().attempts == 1, "not before its time"
    moment = at
    for _ in range(MOST_ATTEMPTS):
        moment += timedelta(hours=7)
        send_due(at=moment)
    assert AccountMail.objects.get().given_up_at == moment - timedelta(hours=7)
    assert waiting() == 0


def test_what_is_over_is_not_sent(reachable, at):
    queue_mail(kind=AccountMailKind.INVITATION, member=reachable, subject_id="gone", at=at)
    queue_mail(kind=AccountMailKind.RESET, member=reachable, at=at - timedelta(hours=7))
    reachable.status = "left"
    reachable.save(update_fields=["status"])
    queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=reachable, at=at)
    assert send_due(at=timezone.now()) == 0
    assert not mail.outbox
    assert waiting() == 0
