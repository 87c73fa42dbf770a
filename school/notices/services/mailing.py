"""Mail about notices: written when due, sent by whoever holds its lease, tried again when the post office refuses."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from school.notices.models import MailState, Notice, NoticeMail
from school.policies.reading import policy

log = structlog.get_logger(__name__)

CHUNK = 200
LEASE = timedelta(minutes=5)
TRIES = 8


@transaction.atomic
def write_due_mails(*, at: datetime) -> int:
    """One mail for all that is due to one member now; return how many were written."""
    due = list(Notice.objects.select_for_update().due_by_mail(at=at).order_by("pk")[:CHUNK])
    by_member: dict[int, list[Notice]] = defaultdict(list)
    for notice in due:
        by_member[notice.member_id].append(notice)
    for member_id, notices in by_member.items():
        mail = NoticeMail.objects.create(
            member_id=member_id,
            is_digest=not any(notice.mail_spends for notice in notices),
            created_at=at,
            next_try_at=at,
        )
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail)
    return len(by_member)


def send_waiting(*, at: datetime, limit: int = 500) -> int:
    """Send what is written and due; return how many went out. While mail is switched off, everything waits."""
    sent = 0
    if not policy("mail.enabled"):
        return sent
    for pk in NoticeMail.objects.eligible(at=at).values_list("pk", flat=True)[:limit]:
        if claimed := NoticeMail.objects.eligible(at=at).filter(pk=pk).update(next_try_at=at + LEASE):
            sent += claimed * _send(NoticeMail.objects.select_related("member").get(pk=pk), at=at)
    return sent


def _send(mail: NoticeMail, *, at: datetime) -> int:
    try:
        _message(mail).send()
    except Exception as error:  # whatever the post office says, this mail waits and the next one is tried
        log.warning("mail refused", mail=mail.public_id, exc_info=True)
        _put_off(mail, error=error, at=at)
        return 0
    NoticeMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=at, attempts=F("attempts") + 1)
    return 1


def _put_off(mail: NoticeMail, *, error: Exception, at: datetime) -> None:
    mail.attempts += 1
    mail.failure = type(error).__name__
    mail.next_try_at = at + timedelta(minutes=2**mail.attempts)
    mail.state = MailState.FAILED if mail.attempts >= TRIES else MailState.QUEUED
    mail.save(update_fields=["attempts", "failure", "next_try_at", "state"])


def _message(mail: NoticeMail) -> EmailMultiAlternatives:
    """In the reader's language; the same Message-ID at every try."""
    with translation.override(mail.member.language or settings.LANGUAGE_CODE):
        notices = list(mail.notices.order_by("at"))
        context = {
            "member": mail.member,
            "notices": notices,
            "site": settings.SITE_URL,
            "institution_name": policy("institution.name"),
            "is_digest": mail.is_digest,
        }
        subject = render_to_string("notices/mail_subject.txt", context)
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("notices/mail.txt", context),
            to=[mail.member.email],
            headers={"Message-ID": f"<{mail.public_id}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        message.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return message
