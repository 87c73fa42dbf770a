"""Holding on to assets, and letting go."""

from datetime import datetime

from django.db import transaction

from media.models import Asset, AssetUse


@transaction.atomic
def use_asset(*, asset: Asset, user_kind: str, user_id: str) -> AssetUse:
    """Say that a thing of an upper app needs this asset; saying it twice changes nothing."""
    use, fresh = AssetUse.objects.get_or_create(asset=asset, user_kind=user_kind, user_id=user_id)
    if fresh:
        Asset.objects.filter(pk=asset.pk, unused_since__isnull=False).update(unused_since=None)
    return use


@transaction.atomic
def release_asset(*, asset: Asset, user_kind: str, user_id: str, at: datetime) -> None:
    """Say that it no longer does. From the last one on a grace runs, after which the file may be collected."""
    let_go, _rows = AssetUse.objects.filter(asset=asset, user_kind=user_kind, user_id=user_id).delete()
    if let_go and not AssetUse.objects.filter(asset=asset).exists():
        Asset.objects.filter(pk=asset.pk).update(unused_since=at)
