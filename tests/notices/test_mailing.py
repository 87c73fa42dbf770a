"""Mail about notices: merged, budgeted, quiet at night, sent once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation

from school.notices.models import KindPreference, MailState, Notice, NoticeMail
from school.notices.services.delivering import deliver_waiting
from school.notices.services.mailing import TRIES, send_waiting, write_due_mails
from school.notices.services.reading import mark_read

pytestmark = pytest.mark.pg


@pytest.fixture
def reader(learner):
    learner.email, learner.language = "zhou@example.com", "en"
    learner.save()
    return learner


def post(at) -> int:
    deliver_waiting(at=at)
    write_due_mails(at=at)
    return send_waiting(at=at)


def test_a_single_mail_says_what_and_why_and_where_to_change_it(reader, at, tell):
    tell(reader)
    assert post(at) == 1
    sent = mail.outbox[0]
    assert (sent.subject, sent.to) == ("title x", ["zhou@example.com"])
    assert "why single" in sent.body
    assert "/messages/preferences/" in sent.body
    assert f"/messages/{Notice.objects.get().public_id}/" in sent.body


def test_several_at_once_are_one_mail(reader, at, tell):
    tell(reader, about="a")
    tell(reader, about="b")
    assert post(at) == 1
    assert "2 messages" in mail.outbox[0].subject


def test_the_fourth_of_a_day_joins_the_summary(reader, at, tell):
    for number in range(5):
        moment = at + timedelta(minutes=number)
        tell(reader, about=str(number), when=moment)
        post(moment)
    assert len(mail.outbox) == 3
    assert post(at + timedelta(days=1)) == 1
    assert NoticeMail.objects.latest("pk").notices.count() == 2
    assert NoticeMail.objects.latest("pk").is_digest


def test_what_was_read_meanwhile_is_not_mailed(reader, at, tell):
    tell(reader, kind="daily")
    deliver_waiting(at=at)
    mark_read(member=reader, at=at)
    assert post(at + timedelta(days=2)) == 0


def test_who_has_no_address_gets_the_inbox_only(learner, at, tell):
    tell(learner)
    assert post(at) == 0
    assert Notice.objects.get().mail_at is None


def test_muted_kinds_stay_out_of_inbox_and_mail_but_essential_ones_do_not(reader, at, tell):
    for kind in ("single", "urgent"):
        KindPreference.objects.create(member=reader, kind=kind, by_mail="never", muted=True)
        tell(reader, kind=kind, about=kind)
    assert post(at) == 1
    assert [notice.kind for notice in Notice.objects.inbox_of(reader)] == ["urgent"]


def test_a_refusing_post_office_is_asked_again_with_the_same_message_id(reader, at, tell, monkeypatch):
    tell(reader)
    deliver_waiting(at=at)
    write_due_mails(at=at)
    seen = []

    def refuse(self, *args, **kwargs):
        seen.append(self.extra_headers["Message-ID"])
        raise OSError("the post office is closed")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert send_waiting(at=at) == 0
        assert send_waiting(at=at) == 0, "it waits before it tries again"
    assert send_waiting(at=at + timedelta(minutes=3)) == 1
    assert seen == [mail.outbox[0].extra_headers["Message-ID"]]


def test_after_enough_tries_it_is_given_up_and_says_so(reader, at, tell, monkeypatch):
    tell(reader)
    deliver_waiting(at=at)
    write_due_mails(at=at)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: 1 / 0)
    for day in range(TRIES):
        send_waiting(at=at + timedelta(days=day))
    row = NoticeMail.objects.get()
    assert (row.state, row.failure) == (MailState.FAILED, "ZeroDivisionError")


def test_a_worker_that_dies_while_sending_leaves_it_to_the_next(reader, at, tell, monkeypatch):
    tell(reader)
    deliver_waiting(at=at)
    write_due_mails(at=at)

    class Killed(BaseException):
        pass

    def die(self):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", die)
        send_waiting(at=at)
    assert send_waiting(at=at) == 0, "its lease still runs"
    assert send_waiting(at=at + timedelta(minutes=6)) == 1


def test_mail_speaks_the_reader_s_language(reader, at, tell):
    reader.language = "zh-hans"
    reader.save()
    tell(reader, about="a")
    tell(reader, about="b")
    with translation.override("en"):
        post(at)
    assert "messages" not in mail.outbox[0].subject
