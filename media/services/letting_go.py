"""Removing bytes that a row no longer needs, where other rows may share them."""

from media import storage, workspace
from media.models import Asset


def let_go_of_bytes(asset: Asset, *, keep_original: bool) -> None:
    """Remove what is on this machine and in the store for the asset, but nothing that another asset still names."""
    workspace.remove_work(asset.public_id)
    key = asset.store_key
    sharers = Asset.objects.filter(store_key=key).exclude(pk=asset.pk)
    if not sharers.exists() and not keep_original:
        storage.remove_everything(key)
        return
    named = set(sharers.exclude(edition="").values_list("edition", flat=True))
    for edition in storage.editions(key):
        if edition not in named:
            storage.drop_edition(key, edition)


def drop_unfinished_editions(asset: Asset) -> None:
    """What killed workers brought to the store and could no longer show. Nothing is superseded before the ladder is."""
    shown = set(Asset.objects.filter(store_key=asset.store_key).values_list("edition", flat=True))
    ready = Asset.objects.filter(store_key=asset.store_key, finished_at__isnull=False).exists()
    if ready:
        return
    for edition in storage.editions(asset.store_key):
        if edition not in shown:
            storage.drop_edition(asset.store_key, edition)
