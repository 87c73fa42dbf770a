"""What an author does to a file in the library: name it, delete it."""

from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from media import workspace
from media.errors import AssetInUse
from media.models import Asset
from media.services.letting_go import forget_key
from school.organisation.acting import Act

LONGEST_TITLE: Final = 200


@transaction.atomic
def rename_asset(*, asset: Asset, title: str, act: Act) -> Asset:
    """Give the file another title; lectures that use it keep their own."""
    if asset.title == title:
        return asset
    Asset.objects.filter(pk=asset.pk).update(title=title[:LONGEST_TITLE])
    _record(act, "media.renamed", asset, {"from": asset.title, "to": title[:LONGEST_TITLE]})
    asset.refresh_from_db()
    return asset


@transaction.atomic
def delete_asset(*, asset: Asset, act: Act) -> None:
    """Row and bytes go, whatever was being made of them. Raises AssetInUse while anything uses the file.

    The bytes stay when another file of the same content needs them, and go only once the row is surely gone.
    """
    Asset.objects.select_for_update().filter(pk=asset.pk).first()  # who begins to use it now waits, and finds it gone
    if asset.uses.exists():
        raise AssetInUse
    key, public_id = asset.store_key, asset.public_id
    _record(act, "media.deleted", asset, {"title": asset.title, "file_name": asset.file_name, "size": asset.size})
    try:
        Asset.objects.filter(pk=asset.pk).delete()
    except ProtectedError as taken:
        raise AssetInUse from taken
    transaction.on_commit(lambda: _remove_bytes(public_id, key))


def _remove_bytes(public_id: str, key: str) -> None:
    workspace.remove_work(public_id)
    forget_key(key=key)


def _record(act: Act, action: str, asset: Asset, details: dict[str, object]) -> None:
    act.record(
        action,
        subject_kind="asset",
        subject_id=asset.public_id,
        organisation_path=asset.organisation.path,
        details=details,
    )
