"""Trying again what failed by circumstances, without sending the file again."""

from datetime import datetime

from django.db import transaction

from media import storage
from media.backoff import ORIGINAL_KEPT_FOR
from media.errors import RetryImpossible
from media.events import AssetStored
from media.failures import CIRCUMSTANCES
from media.lanes import Lane
from media.models import Asset, AssetState
from school.events.announcing import announce
from school.organisation.acting import Act


def can_retry(*, asset: Asset, at: datetime) -> bool:
    """Whether a failed asset may be tried again: the file was not to blame, and it is still there."""
    kept = asset.finished_at is not None and at < asset.finished_at + ORIGINAL_KEPT_FOR
    return asset.state == AssetState.FAILED and asset.failure_code in CIRCUMSTANCES and kept


@transaction.atomic
def retry_asset(*, asset: Asset, act: Act, at: datetime) -> Asset:
    """Have a failed asset prepared once more, with all its attempts. Raises RetryImpossible.

    Pressed twice at once, the second press finds the work begun and changes nothing.
    """
    if not can_retry(asset=asset, at=at) or not storage.has_original(asset.store_key):
        raise RetryImpossible
    again = Asset.objects.filter(pk=asset.pk, state=AssetState.FAILED, finished_at=asset.finished_at).update(
        state=AssetState.STORED,
        failure_code="",
        sha256="",
        progress_percent=0,
        attempts=0,
        lane=Lane.LOOK,
        stored_at=at,
        finished_at=None,
    )
    if again:
        act.record(
            "media.retried",
            subject_kind="asset",
            subject_id=asset.public_id,
            organisation_path=asset.organisation.path,
            details={"failure": asset.failure_code},
        )
        announce(AssetStored(asset_id=asset.pk))
    asset.refresh_from_db()
    return asset
