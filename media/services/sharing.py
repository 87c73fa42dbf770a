"""The same bytes twice are prepared and stored once. Who sends them again learns nothing of who sent them first.

A rule of the database (`asset_prepared_once`) lets only one unfinished asset carry a digest: that one prepares, others
with the same bytes wait for it, and every later one adopts what stands. So no two workers can both believe to be first.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from media import storage
from media.events import AssetPublished
from media.failures import Delay
from media.models import UNFINISHED, Asset, AssetKind, AssetState, DeckPage, Rendition
from media.services.claiming import Claim, advance
from media.services.letting_go import forget_key
from media.services.publishing import FINISHED
from school.events.announcing import announce

LOOKED_AGAIN_AFTER: Final = timedelta(minutes=5)
"""The end of the other's preparing wakes who waits for it; this is for when that news was lost."""

SHARED: Final = (
    "store_key",
    "edition",
    "entry_sha256",
    "published_level",
    "kind",
    "duration_ms",
    "content_type",
    "facts",
    "posters",
)
"""What follows from the bytes alone. Who sent them, under what name, for whom, is each asset's own."""


def share_bytes(*, claim: Claim, sha256: str, at: datetime) -> Asset | None:
    """Write the digest on the row, and spare the work where the same bytes are prepared or being prepared.

    Returns:
        None when this claim is to prepare them; the asset, ready or waiting, when it is not.
    """
    return _adopted(claim, at=at) if _is_first(claim, sha256) else _waiting(claim, sha256, at=at)


@transaction.atomic
def wake_waiting(*, asset: Asset) -> list[int]:
    """Those who waited for these bytes may be taken up now; their ids."""
    waiting = Asset.objects.filter(awaits_sha256=asset.sha256, state=AssetState.STORED).exclude(awaits_sha256="")
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    Asset.objects.filter(pk__in=ids, lease_token="").update(not_before=None)
    return ids


def _is_first(claim: Claim, sha256: str) -> bool:
    """Whether no other unfinished asset has these bytes; the database decides between two who ask at once."""
    try:
        with transaction.atomic():
            advance(claim=claim, sha256=sha256, awaits_sha256="")
    except IntegrityError:
        return False
    return True


@transaction.atomic
def _waiting(claim: Claim, sha256: str, *, at: datetime) -> Asset:
    """Step back without an attempt counted."""
    advance(
        claim=claim,
        state=AssetState.STORED,
        awaits_sha256=sha256,
        lease_token="",
        lease_until=None,
        attempts=F("attempts") - 1,
        not_before=at + LOOKED_AGAIN_AFTER,
        delay_code=Delay.SAME_FILE if _own_house_prepares(claim.asset, sha256) else "",
        remaining_seconds=None,
    )
    claim.asset.refresh_from_db()
    return claim.asset


def _own_house_prepares(asset: Asset, sha256: str) -> bool:
    """Whether the others of these bytes are of the same organisation: of elsewhere nobody is told what is there."""
    others = Asset.objects.filter(sha256=sha256, state__in=UNFINISHED, organisation=asset.organisation_id)
    return others.exclude(pk=asset.pk).exists()


@transaction.atomic
def _adopted(claim: Claim, *, at: datetime) -> Asset | None:
    """Take over what a ready asset of the same bytes has. Its row is locked, so that its bytes cannot go meanwhile."""
    asset = claim.asset
    ready = Asset.objects.select_for_update().filter(state=AssetState.READY, sha256=asset.sha256, size=asset.size)
    # The same bytes may be handed out as a document, and elsewhere be slides.
    document = Q(kind=AssetKind.DOCUMENT)
    alike = ready.filter(document if asset.kind == AssetKind.DOCUMENT else ~document)
    twin = alike.order_by("pk").first()
    if twin is None or twin.edition not in storage.editions(twin.store_key):
        return None
    own_key = asset.store_key
    advance(claim=claim, **_taken_over(twin), finished_at=at)
    _copy_rows(twin, asset)
    announce(AssetPublished(asset_id=asset.pk, level=twin.published_level, at=at))
    transaction.on_commit(lambda: forget_key(key=own_key), robust=True)
    asset.refresh_from_db()
    return asset


def _taken_over(twin: Asset) -> dict[str, Any]:
    return {name: getattr(twin, name) for name in SHARED} | FINISHED | {"not_before": None}


def _copy_rows(twin: Asset, asset: Asset) -> None:
    """The twin's renditions and pages, in place of those of an earlier preparation; what an author wrote stays hers."""
    described = dict(asset.pages.values_list("number", "alt"))
    asset.renditions.all().delete()
    asset.pages.all().delete()
    renditions, pages = list(twin.renditions.all()), list(twin.pages.all())
    for rendition in renditions:
        rendition.pk, rendition.asset = None, asset
    for page in pages:
        page.pk, page.asset = None, asset
        page.alt = described.get(page.number, page.title)
    Rendition.objects.bulk_create(renditions)
    DeckPage.objects.bulk_create(pages)
