"""What nobody needs any more goes: files that nothing uses, after a grace, and what no row knows of, after a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Coalesce

from media import storage, workspace
from media.models import UNFINISHED, Asset, AssetState, AssetUse
from media.services.letting_go import forget_key
from media.stores import StoredFile, the_store
from school.audit.recording import record
from school.policies.reading import policy

ORPHANED_AFTER: Final = timedelta(days=1)
"""Long enough for whoever is bringing files just now to write the row that names them."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What went, or would go: public ids of assets, names of files that no row knows, and the bytes of the latter."""

    assets: tuple[str, ...]
    orphans: tuple[str, ...]
    orphaned_bytes: int


def collect_garbage(*, at: datetime, dry_run: bool = False) -> Collected:
    """Remove what nobody needs; with `dry_run` only say what would go."""
    unused = list(unused_assets(at=at))
    gone = unused if dry_run else [asset for asset in unused if collect_asset(asset=asset, at=at)]
    orphans = orphaned_files(at=at)
    if not dry_run:
        the_store().remove([file.name for file in orphans])
        the_store().remove_leftovers(before=at - ORPHANED_AFTER)
        workspace.remove_forgotten_uploads(known=_uploading(), before=at - ORPHANED_AFTER)
    return Collected(
        assets=tuple(asset.public_id for asset in gone),
        orphans=tuple(file.name for file in orphans),
        orphaned_bytes=sum(file.size for file in orphans),
    )


def unused_assets(*, at: datetime) -> QuerySet[Asset]:
    """Finished, used by nothing, and longer so than the grace: since it was let go of, or since it was sent."""
    grace = timedelta(days=int(policy("media.grace_days")))
    return (
        Asset.objects.filter(state__in=[AssetState.READY, AssetState.FAILED])
        .filter(~Exists(AssetUse.objects.filter(asset=OuterRef("pk"))))
        .annotate(unneeded_since=Coalesce("unused_since", "created_at"))
        .filter(unneeded_since__lt=at - grace, created_at__lt=at - grace)
        .order_by("pk")
    )


@transaction.atomic
def collect_asset(*, asset: Asset, at: datetime) -> bool:
    """Delete one asset that is still unused, with its row locked; whether it went.

    Who begins to use it meanwhile waits for the lock and finds it gone, or was faster and keeps it. What is remembered
    of people who watched it keeps the row too. Bytes go after the commit, and only if no other asset shares them.
    """
    locked = Asset.objects.select_for_update().filter(pk=asset.pk).first()
    if locked is None or not unused_assets(at=at).filter(pk=asset.pk).exists():
        return False
    try:
        with transaction.atomic():
            Asset.objects.filter(pk=asset.pk).delete()
    except ProtectedError:
        return False
    record(
        actor=None,
        action="media.collected",
        subject_kind="asset",
        subject_id=asset.public_id,
        at=at,
        organisation_path=asset.organisation.path,
        details={"title": asset.title, "size": asset.size},
    )
    transaction.on_commit(lambda: forget_key(key=locked.store_key), robust=True)
    return True


def orphaned_files(*, at: datetime) -> list[StoredFile]:
    """Files that no row names and that have lain there for a day."""
    rows = list(Asset.objects.values_list("store_key", "edition", "state", "finished_at"))
    keys = {key for key, *_rest in rows}
    shown = {(key, edition) for key, edition, *_rest in rows}
    # An edition under way is not named yet, and a superseded one is still watched for a day.
    busy = {
        key
        for key, _edition, state, finished_at in rows
        if state in UNFINISHED or (finished_at and finished_at > at - 2 * ORPHANED_AFTER)
    }
    return [
        file
        for area in (storage.ORIGINALS, storage.PUBLISHED)
        for file in the_store().files(area)
        if file.changed_at < at - ORPHANED_AFTER and not _is_known(file.name, keys, shown, busy)
    ]


def _is_known(name: str, keys: set[str], shown: set[tuple[str, str]], busy: set[str]) -> bool:
    area, key, *rest = name.split("/")
    if area == storage.ORIGINALS:
        return key in keys and not rest
    return key in busy or (len(rest) > 1 and (key, rest[0]) in shown)


def _uploading() -> set[str]:
    return set(Asset.objects.filter(state=AssetState.UPLOADING).values_list("public_id", flat=True))
