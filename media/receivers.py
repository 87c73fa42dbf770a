"""A stored asset asks for a worker."""

from django.db import transaction

from media.events import AssetStored
from media.tasks import process_asset
from school.events.announcing import listens_to


@listens_to(AssetStored)
def ask_for_preparing(event: AssetStored) -> None:
    """Only a hint, sent once the row can be seen; if the broker is away, the sweep finds the row."""
    transaction.on_commit(lambda: process_asset.delay(event.asset_id), robust=True)
