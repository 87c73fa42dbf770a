"""Thin wrappers for the queue. A lost message costs a minute: the sweep asks the database."""

import threading

from celery import shared_task
from django.utils import timezone

from media.models import Asset
from media.services import preparing, sweeping
from media.stopping import stop_event

_one_at_a_time = threading.Lock()
"""An encode fills the machine; a second one in the same process would only hold up the short tasks."""


@shared_task(name="media.tasks.process_asset")
def process_asset(asset_id: int) -> None:
    """Prepare this asset, then whatever else waits."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        next_id: int | None = asset_id
        while next_id is not None and not stop_event.is_set():
            preparing.prepare_asset(asset_id=next_id)
            next_id = Asset.objects.waiting(at=timezone.now()).values_list("pk", flat=True).first()
    finally:
        _one_at_a_time.release()


@shared_task(name="media.tasks.sweep")
def sweep() -> int:
    """At start and every minute: find unfinished work; how much there is."""
    now = timezone.now()
    sweeping.finish_arrived(at=now)
    sweeping.clear_superseded(at=now)
    waiting = list(Asset.objects.waiting(at=now).values_list("pk", flat=True)[:20])
    for asset_id in waiting:
        process_asset.delay(asset_id)
    return len(waiting)


@shared_task(name="media.tasks.expire_uploads")
def expire_uploads() -> int:
    """Every ten minutes: give up uploads that were not finished in time."""
    return sweeping.expire_uploads(at=timezone.now())
