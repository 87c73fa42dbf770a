from celery import shared_task

from school.events.announcing import retry_pending


@shared_task(name="school.events.tasks.retry_pending")
def retry_pending_events() -> int:
    """Every minute: listeners that failed get another try."""
    return retry_pending()
