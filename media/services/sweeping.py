"""What the clock does: give up expired uploads, finish what a crash interrupted, clear what is superseded."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from media import storage
from media.failures import Failure
from media.models import Asset, AssetState
from media.services.uploading import finish_upload

SUPERSEDED_AFTER: Final = timedelta(days=1)
"""Someone who began to watch the first edition may still be watching it."""


@transaction.atomic
def expire_upload(*, asset: Asset, at: datetime) -> Asset:
    """Give up one upload that was not finished in time; its bytes go, the reason stays."""
    expired = Asset.objects.expired(at=at).filter(pk=asset.pk)
    if expired.update(
        state=AssetState.FAILED, failure_code=Failure.UPLOAD_EXPIRED.value, expires_at=None, finished_at=at
    ):
        storage.remove_everything(asset.public_id)
    asset.refresh_from_db()
    return asset


def expire_uploads(*, at: datetime) -> int:
    """Give up all uploads that were not finished in time; how many there were."""
    overdue = list(Asset.objects.expired(at=at).exclude(received=F("size")))
    for asset in overdue:
        expire_upload(asset=asset, at=at)
    return len(overdue)


def finish_arrived(*, at: datetime) -> int:
    """Store uploads whose last byte arrived just before their process died; how many there were."""
    arrived = list(Asset.objects.filter(state=AssetState.UPLOADING, received=F("size")))
    for asset in arrived:
        finish_upload(asset=asset, at=at)
    return len(arrived)


def clear_superseded(*, at: datetime) -> None:
    """Remove editions that the current one replaced a day ago."""
    since, until = at - 2 * SUPERSEDED_AFTER, at - SUPERSEDED_AFTER
    for asset in Asset.objects.filter(state=AssetState.READY, finished_at__range=(since, until)):
        storage.drop_other_editions(asset.public_id, keep=asset.edition)
