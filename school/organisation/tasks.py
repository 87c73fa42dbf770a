"""Work by the clock."""

from celery import shared_task
from django.utils import timezone

from school.organisation.services.reminding import remind_of_tasks as remind


@shared_task(name="school.organisation.tasks.remind_of_tasks")
def remind_of_tasks() -> int:
    """Every morning: recall what is due."""
    return remind(at=timezone.now())
