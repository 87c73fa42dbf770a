"""A stored asset asks for a worker, and so do those that waited for the same bytes."""

from functools import partial

from django.db import transaction

from media.events import AssetPublished, AssetStored, TranscriptionAsked
from media.models import Asset
from media.services.publishing import FULL_LADDER
from media.services.sharing import wake_waiting
from media.tasks import make_caption_drafts, process_asset
from school.events.announcing import listens_to


@listens_to(AssetStored)
def ask_for_preparing(event: AssetStored) -> None:
    """Only a hint, sent once the row can be seen; if the broker is away, the sweep finds the row."""
    transaction.on_commit(lambda: process_asset.delay(event.asset_id), robust=True)


@listens_to(AssetPublished)
def wake_who_waited_for_the_same_bytes(event: AssetPublished) -> None:
    """They adopt what stands now; the sweep would find them five minutes later."""
    if event.level < FULL_LADDER:
        return
    for asset_id in wake_waiting(asset=Asset.objects.get(pk=event.asset_id)):
        transaction.on_commit(partial(process_asset.delay, asset_id), robust=True)


@listens_to(TranscriptionAsked)
def ask_for_a_draft(event: TranscriptionAsked) -> None:
    """A hint likewise; every minute the table is asked."""
    transaction.on_commit(make_caption_drafts.delay, robust=True)
