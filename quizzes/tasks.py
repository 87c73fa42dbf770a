from celery import shared_task
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.services.submitting import expire_attempt

MOST_AT_ONCE = 500


@shared_task(name="quizzes.tasks.submit_expired")
def submit_expired() -> int:
    """Every minute: attempts whose time is over are submitted with what is there; returns how many."""
    at = timezone.now()
    overdue = list(Attempt.objects.overdue(at).order_by("deadline")[:MOST_AT_ONCE])
    for attempt in overdue:
        expire_attempt(attempt=attempt, at=at)
    return len(overdue)
