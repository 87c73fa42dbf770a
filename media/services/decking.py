"""A finished deck becomes what members see; authors say what its pages show."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from media import storage
from media.decks.deck import DeckEdition, PageMade
from media.events import AssetPublished
from media.kinds_of_file import DeckFormat
from media.models import Asset, AssetKind, AssetState, DeckPage
from media.services.claiming import Claim, LeaseLost, advance
from media.services.publishing import FULL_LADDER, entry_checksum
from school.events.announcing import announce

CONTENT_TYPES: Final = {
    DeckFormat.PDF: "application/pdf",
    DeckFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    DeckFormat.ODP: "application/vnd.oasis.opendocument.presentation",
}


def publish_deck(*, claim: Claim, folder: Path, name: str, made: DeckEdition, at: datetime) -> Asset:
    """Bring the edition into the store under this name, then let the row name it, in one transaction."""
    entries = entry_checksum(folder=folder, renditions=())
    storage.bring_edition(claim.asset.store_key, name, folder)
    try:
        _switch(claim, name, made, entries, at)
    except LeaseLost:
        storage.drop_edition(claim.asset.store_key, name)
        raise
    claim.asset.refresh_from_db()
    return claim.asset


@transaction.atomic
def describe_pages(*, asset: Asset, alts: Mapping[int, str]) -> None:
    """Say what these pages show, by their number; an empty sentence takes the description away."""
    pages = list(asset.pages.select_for_update().filter(number__in=alts))
    for page in pages:
        page.alt = alts[page.number]
    DeckPage.objects.bulk_update(pages, ["alt"])


@transaction.atomic
def _switch(claim: Claim, name: str, made: DeckEdition, entries: str, at: datetime) -> None:
    advance(
        claim=claim,
        published_level=FULL_LADDER,
        edition=name,
        entry_sha256=entries,
        kind=AssetKind.DECK,
        content_type=CONTENT_TYPES[made.form],
        state=AssetState.READY,
        progress_percent=100,
        remaining_seconds=None,
        finished_at=at,
        lease_token="",
        lease_until=None,
    )
    described = dict(claim.asset.pages.values_list("number", "alt"))
    claim.asset.pages.all().delete()
    DeckPage.objects.bulk_create(_row(claim.asset, page, described.get(page.number)) for page in made.pages)
    announce(AssetPublished(asset_id=claim.asset.pk, level=FULL_LADDER, at=at))


def _row(asset: Asset, page: PageMade, described: str | None) -> DeckPage:
    """What an author wrote about a page outlives a second preparation of the same file."""
    return DeckPage(
        asset=asset,
        number=page.number,
        width=page.width,
        height=page.height,
        small_width=page.small_width,
        small=page.small,
        large=page.large,
        title=page.title,
        text=page.text,
        alt=page.title if described is None else described,
    )
