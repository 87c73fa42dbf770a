from celery import shared_task
from django.utils import timezone

from school.accounts.services.ending import forget_ended_sign_ins as forget
from school.accounts.services.lockout import forget_old_failures
from school.accounts.services.mailing import send_due


@shared_task(name="school.accounts.tasks.send_mails")
def send_mails() -> int:
    """After a mail was written, and every minute for what could not be sent."""
    return send_due(at=timezone.now())


@shared_task(name="school.accounts.tasks.forget_failures")
def forget_failures() -> int:
    """Hourly: counts of wrong passwords that change nothing any more."""
    return forget_old_failures(at=timezone.now())


@shared_task(name="school.accounts.tasks.forget_ended_sign_ins")
def forget_ended_sign_ins() -> int:
    """Hourly: sessions that have run out, and rows of sign-ins that have ended."""
    return forget(at=timezone.now())
