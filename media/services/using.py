"""Holding on to assets, and letting go."""

from django.db import transaction

from media.models import Asset, AssetUse


@transaction.atomic
def use_asset(*, asset: Asset, user_kind: str, user_id: str) -> AssetUse:
    """Say that a thing of an upper app needs this asset; saying it twice changes nothing."""
    use, _ = AssetUse.objects.get_or_create(asset=asset, user_kind=user_kind, user_id=user_id)
    return use


@transaction.atomic
def release_asset(*, asset: Asset, user_kind: str, user_id: str) -> None:
    """Say that it no longer does."""
    AssetUse.objects.filter(asset=asset, user_kind=user_kind, user_id=user_id).delete()
