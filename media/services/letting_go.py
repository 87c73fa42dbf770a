"""Removing bytes that a row no longer needs, where other rows may share them."""

from media import storage, workspace
from media.models import Asset


def let_go_of_bytes(*, asset: Asset, keep_original: bool) -> None:
    """Remove what is on this machine and in the store for the asset, but nothing that another asset still names."""
    workspace.remove_work(asset.public_id)
    key = asset.store_key
    if Asset.objects.filter(store_key=key).exclude(pk=asset.pk).exists():
        drop_superseded_editions(key=key)
    elif keep_original:
        storage.remove_published(key)
    else:
        storage.remove_everything(key)


def forget_key(*, key: str) -> None:
    """Nothing is left in the store of a key that no row has any more. To be called once the last row is surely gone."""
    if not Asset.objects.filter(store_key=key).exists():
        storage.remove_everything(key)


def drop_superseded_editions(*, key: str) -> None:
    """Remove the editions of a key that none of its rows shows."""
    shown = set(Asset.objects.filter(store_key=key).exclude(edition="").values_list("edition", flat=True))
    for edition in storage.editions(key):
        if edition not in shown:
            storage.drop_edition(key, edition)


def drop_unfinished_editions(*, asset: Asset) -> None:
    """What killed workers brought to the store and could no longer show. Nothing is superseded before the ladder is."""
    shown = set(Asset.objects.filter(store_key=asset.store_key).values_list("edition", flat=True))
    ready = Asset.objects.filter(store_key=asset.store_key, finished_at__isnull=False).exists()
    if ready:
        return
    for edition in storage.editions(asset.store_key):
        if edition not in shown:
            storage.drop_edition(asset.store_key, edition)
