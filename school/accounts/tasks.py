from celery import shared_task
from django.utils import timezone

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
