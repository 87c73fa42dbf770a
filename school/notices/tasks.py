"""Thin wrappers for the queue. A lost hint costs a minute: the clock asks the database."""

from celery import shared_task
from django.utils import timezone

from school.notices.services.delivering import deliver_waiting, forget_delivered
from school.notices.services.mailing import send_waiting, write_due_mails


@shared_task(name="school.notices.tasks.deliver")
def deliver() -> int:
    """After each notice and every minute: inboxes first, then the mail that is due."""
    now = timezone.now()
    told = deliver_waiting(at=now)
    while write_due_mails(at=now):
        pass
    send_waiting(at=now)
    return told


@shared_task(name="school.notices.tasks.forget_delivered")
def forget() -> int:
    """Hourly: what was delivered leaves the outbox."""
    return forget_delivered(at=timezone.now())
