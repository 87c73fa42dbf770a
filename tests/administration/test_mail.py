"""Mail says who it is from, carries the institution's lines, and can be switched off; the test is honest."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail

from school.accounts.models import AccountMailKind
from school.accounts.services.mailing import queue_mail, send_due
from school.audit.models import AuditEntry
from school.notices.services.mailing import send_waiting
from school.policies.services.setting import set_policy

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
MAIL = "/administration/groups/mail/"
TEST = "/administration/mail/test/"


@pytest.fixture(autouse=True)
def institution_mail(settings):
    settings.EMAIL_BACKEND = "school.mail.InstitutionMail"
    settings.MAIL_TRANSPORT = LOCMEM


@pytest.fixture
def decide(at):
    return lambda key, value: set_policy(
        key=key, value=value, member=None, office_id=None, reason="for this test", at=at
    )


def test_the_sender_has_the_name_of_the_institution_until_another_is_set(decide):
    send_mail("Hello", "text", None, ["a@example.test"])
    assert "云桥学院" in str(mail.outbox[0].message()["From"]) or "=?utf-8?" in mail.outbox[0].from_email
    decide("mail.from_name", "Party office")
    send_mail("Hello", "text", None, ["a@example.test"])
    assert mail.outbox[1].from_email == "Party office <school@localhost>"


def test_the_footer_stands_once_below_text_and_html(decide):
    decide("mail.footer", "Room 12 <b>\nTel. 1")
    message = EmailMultiAlternatives("Hello", "text", None, ["a@example.test"])
    message.attach_alternative("<html><body><p>text</p></body></html>", "text/html")
    message.send()
    message.send()
    for sent in mail.outbox:
        assert sent.body == "text\n\n-- \nRoom 12 <b>\nTel. 1\n"
        html = sent.alternatives[0].content
        assert html.count("Room 12 &lt;b&gt;") == 1
        assert html.endswith("</body></html>")


def test_line_breaks_in_the_name_of_the_sender_break_no_header(decide):
    decide("mail.from_name", "Party\noffice")
    send_mail("Hello", "text", None, ["a@example.test"])
    assert mail.outbox[0].from_email == "Party office <school@localhost>"


def test_switched_off_nothing_leaves(decide):
    decide("mail.enabled", value=False)
    assert send_mail("Hello", "text", None, ["a@example.test"]) == 0
    assert mail.outbox == []


def test_several_messages_go_over_one_connection():
    with get_connection() as connection:
        for _number in range(2):
            EmailMultiAlternatives("Hello", "text", None, ["a@example.test"], connection=connection).send()
    assert len(mail.outbox) == 2


def test_the_page_shows_the_transport_without_its_password(english_of, system, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = (
        "smtp.example.test",
        "school",
        "geheim",
    )
    page = english_of(system).get(MAIL).content.decode()
    assert "smtp.example.test:25" in page
    assert "set, not shown" in page
    assert "geheim" not in page


def test_a_test_goes_to_oneself_and_is_audited(english_of, system):
    system.email = "system@example.test"
    system.save(update_fields=["email"])
    page = english_of(system).post(TEST, follow=True).content.decode()
    assert mail.outbox[0].to == ["system@example.test"]
    assert "No mail server is set up, so nothing left." in page
    assert AuditEntry.objects.get(action="mail.tested").outcome == "done"


def test_a_second_test_has_to_wait_a_moment(english_of, system):
    client = english_of(system)
    client.post(TEST)
    assert client.post(TEST).status_code == 429


def test_a_server_that_refuses_is_quoted(english_of, system, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    system.email = "system@example.test"
    system.save(update_fields=["email"])
    page = english_of(system).post(TEST, follow=True).content.decode()
    assert "The mail server did not take the test mail. It answered:" in page
    assert AuditEntry.objects.get(action="mail.tested").outcome == "failed"


def test_without_an_address_or_with_mail_switched_off_the_reason_is_said(english_of, system, decide):
    client = english_of(system)
    assert "You have no mail address" in client.post(TEST, follow=True).content.decode()
    decide("mail.enabled", value=False)
    assert "switched off below" in client.get(MAIL).content.decode()


def test_while_mail_is_switched_off_notices_and_account_mails_wait_and_go_out_afterwards(learner, decide, at):
    learner.email = "wen@example.test"
    learner.save(update_fields=["email"])
    queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=learner, at=at)
    decide("mail.enabled", value=False)
    assert send_due(at=at) == 0
    assert send_waiting(at=at) == 0
    assert mail.outbox == []
    decide("mail.enabled", value=True)
    assert send_due(at=at) == 1
    assert [sent.to for sent in mail.outbox] == [["wen@example.test"]]
