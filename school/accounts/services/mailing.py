"""Mail about accounts: written with the fact, sent after it committed, tried again while the mail server is away."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from celery import current_app
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction

from school.accounts.mails import compose
from school.accounts.models import AccountMail
from school.organisation.models import Member
from school.policies.reading import policy

log = structlog.get_logger(__name__)

# Two minutes at first, then longer, for about two days in all.
FIRST_RETRY = timedelta(minutes=2)
LONGEST_RETRY = timedelta(hours=6)
MOST_ATTEMPTS = 16
AT_ONCE = 50


@transaction.atomic
def queue_mail(*, kind: str, member: Member, at: datetime, subject_id: str = "") -> AccountMail | None:
    """To be sent to the member's address; None when she has none."""
    if not member.email:
        return None
    mail = AccountMail.objects.create(kind=kind, member=member, subject_id=subject_id, created_at=at, next_try_at=at)
    # A queue that is down must not turn what committed into an error: the clock sends it within a minute.
    transaction.on_commit(lambda: current_app.send_task("school.accounts.tasks.send_mails"), robust=True)
    return mail


def send_due(*, at: datetime) -> int:
    """Send what is due; return how many went out. Each is claimed first, so that two workers never send the same.

    While mail is switched off, everything waits.
    """
    sent = 0
    if not policy("mail.enabled"):
        return sent
    for _number in range(AT_ONCE):
        mail = _claim(at=at)
        if mail is None:
            break
        sent += _send(mail, at=at)
    return sent


@transaction.atomic
def _claim(*, at: datetime) -> AccountMail | None:
    free = connection.features.has_select_for_update_skip_locked
    due = AccountMail.objects.due(at=at).select_related("member")
    mail = due.select_for_update(skip_locked=free, of=("self",)).first()
    if mail is None:
        return None
    mail.attempts += 1
    mail.next_try_at = at + min(FIRST_RETRY * 2 ** (mail.attempts - 1), LONGEST_RETRY)
    mail.save(update_fields=["attempts", "next_try_at"])
    return mail


def _send(mail: AccountMail, *, at: datetime) -> bool:
    letter = compose(mail, at=at)
    if letter is None:
        AccountMail.objects.filter(pk=mail.pk).update(given_up_at=at)
        return False
    message = EmailMultiAlternatives(letter.subject, letter.text, None, [mail.member.email])
    message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except OSError as error:  # every failure of the network or the mail server is one
        over = {"given_up_at": at} if mail.attempts >= MOST_ATTEMPTS else {}
        AccountMail.objects.filter(pk=mail.pk).update(**over)
        log.warning(
            "mail not sent", mail=mail.pk, mail_kind=mail.kind, attempt=mail.attempts, error=type(error).__name__
        )
        return False
    AccountMail.objects.filter(pk=mail.pk).update(sent_at=at)
    return True
