"""Thin wrappers for the queue. A lost message costs a minute: the sweep asks the database."""

from typing import Final

from celery import shared_task
from django.utils import timezone

from media.lanes import Lane
from media.models import Asset, AssetState, Transcription
from media.services import collecting, preparing, sweeping, transcribing
from media.services.claiming import next_asset
from media.slots import slot
from media.stopping import stop_event

HINTS: Final = 2
"""One for each lane of a machine with one slot each; a worker takes all that waits."""


@shared_task(name="media.tasks.process_asset")
def process_asset(asset_id: int) -> None:
    """A hint that there is work: take what slot is free and work until nothing waits for it.

    Which asset the hint was about matters little – the next in turn is taken up, whatever it is.
    """
    for lane in (Lane.SHORT, Lane.LONG):
        _work_in(lane)


def _work_in(lane: Lane) -> None:
    """Asked again after letting go of the slot: what came in between found it taken and went away."""
    while not stop_event.is_set() and next_asset(lane=lane, at=timezone.now()) is not None:
        with slot(lane) as mine:
            if not mine:
                return
            _work_through(lane)


def _work_through(lane: Lane) -> None:
    while not stop_event.is_set() and (asset_id := next_asset(lane=lane, at=timezone.now())) is not None:
        asset = preparing.prepare_asset(asset_id=asset_id, whole=False)
        if asset is not None and asset.lane == Lane.LONG and asset.state == AssetState.STORED:
            process_asset.delay(asset.pk)


@shared_task(name="media.tasks.sweep")
def sweep() -> int:
    """At start and every minute: find unfinished work; how much there is."""
    now = timezone.now()
    sweeping.finish_arrived(at=now)
    sweeping.clear_superseded(at=now)
    sweeping.clear_failed(at=now)
    sweeping.clear_scratch()
    waiting = list(Asset.objects.waiting(at=now).values_list("pk", flat=True)[:HINTS])
    for asset_id in waiting:
        process_asset.delay(asset_id)
    return len(waiting)


@shared_task(name="media.tasks.collect_garbage")
def collect_garbage() -> int:
    """Nightly: delete what nobody needs; how many assets went."""
    return len(collecting.collect_garbage(at=timezone.now()).assets)


@shared_task(name="media.tasks.expire_uploads")
def expire_uploads() -> int:
    """Every ten minutes: give up uploads that were not finished in time."""
    return sweeping.expire_uploads(at=timezone.now())


@shared_task(name="media.tasks.make_caption_drafts")
def make_caption_drafts() -> int:
    """When asked for, and every minute: drafts of captions by machine, one after another; how many were worked on."""
    made = 0
    with slot("speech") as mine:
        while mine and not stop_event.is_set():
            asked = Transcription.objects.free(at=timezone.now()).values_list("pk", flat=True).first()
            if asked is None:
                break
            transcribing.make_draft(transcription_id=asked)
            made += 1
    return made
