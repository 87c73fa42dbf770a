"""What the clock does: give up expired uploads, finish what a crash interrupted, clear what is superseded."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from media import workspace
from media.backoff import ORIGINAL_KEPT_FOR
from media.failures import CIRCUMSTANCES, Failure
from media.models import Asset, AssetState
from media.services.letting_go import drop_superseded_editions, let_go_of_bytes
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
        workspace.remove_work(asset.public_id)
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
        drop_superseded_editions(key=asset.store_key)


def clear_failed(*, at: datetime) -> None:
    """Remove originals that were kept for another try and were not tried again in time."""
    since, until = at - 2 * ORIGINAL_KEPT_FOR, at - ORIGINAL_KEPT_FOR
    failed = Asset.objects.filter(state=AssetState.FAILED, failure_code__in=CIRCUMSTANCES)
    for asset in failed.filter(finished_at__range=(since, until)):
        let_go_of_bytes(asset=asset, keep_original=False)


def clear_scratch() -> None:
    """Remove what killed workers left on this machine, whoever has finished their work since."""
    for asset_id, token in workspace.scratches():
        if not Asset.objects.filter(public_id=asset_id, lease_token=token).exists():
            workspace.discard_scratch(asset_id, token)
