from celery import shared_task
from django.utils import timezone

from school.audit import sealing
from school.audit.services import archives


@shared_task(name="school.audit.tasks.seal_entries")
def seal_entries() -> int:
    """Twice a minute: no audit entry stays unsealed for longer than 60 s."""
    return sealing.seal_entries()


@shared_task(name="school.audit.tasks.anchor")
def anchor() -> int:
    """Hourly: the heads of all chains, also outside the database."""
    return sealing.anchor_heads(at=timezone.now()).number


@shared_task(name="school.audit.tasks.make_archives")
def make_archives() -> int:
    """Every minute, and as soon as one is asked for."""
    archives.forget_old_archives(at=timezone.now())
    return archives.make_waiting_archives(at=timezone.now())
