"""Mail about accounts: written with the fact, sent after it committed, tried again while the mail server is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from celery import current_app
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction

from school.accounts.mails import compose
from school.accounts.models import AccountMail, AccountMailKind
from school.audit.recording import record
from school.organisation.models import FormerAddress, Member
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
    _hint()
    return mail


@transaction.atomic
def queue_mails_to_former_addresses(*, former_ids: Sequence[int], at: datetime) -> int:
    """Tell addresses that their accounts have others now, once each; returns how many are told."""
    told = AccountMail.objects.filter(kind=AccountMailKind.ADDRESS_CHANGED, subject_id__in=map(str, former_ids))
    already = set(told.values_list("subject_id", flat=True))
    former = FormerAddress.objects.filter(pk__in=former_ids).select_related("member")
    rows = [row for row in former.order_by("pk") if str(row.pk) not in already]
    AccountMail.objects.bulk_create(
        AccountMail(
            kind=AccountMailKind.ADDRESS_CHANGED,
            member=row.member,
            subject_id=str(row.pk),
            created_at=at,
            next_try_at=at,
        )
        for row in rows
    )
    for row in rows:
        record(
            actor=None,
            action="account.former_address_told",
            subject_kind="member",
            subject_id=row.member.public_id,
            at=at,
        )
    _hint()
    return len(rows)


def _hint() -> None:
    """A queue that is down must not turn what committed into an error: the clock sends it within a minute."""
    transaction.on_commit(lambda: current_app.send_task("school.accounts.tasks.send_mails"), robust=True)


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
    message = EmailMultiAlternatives(letter.subject, letter.text, None, [letter.to])
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
