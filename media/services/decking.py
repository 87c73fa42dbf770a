"""A finished deck becomes what members see; authors say what its pages show."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from media.decks.deck import DeckEdition, PageMade
from media.kinds_of_file import DeckFormat
from media.models import Asset, AssetKind, DeckPage
from media.services.claiming import Claim
from media.services.publishing import FINISHED, FULL_LADDER, show_edition

CONTENT_TYPES: Final = {
    DeckFormat.PDF: "application/pdf",
    DeckFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    DeckFormat.ODP: "application/vnd.oasis.opendocument.presentation",
}


def publish_deck(*, claim: Claim, folder: Path, name: str, made: DeckEdition, at: datetime) -> Asset:
    """Slides: to be shown from now on, with their pages."""
    known = {"published_level": FULL_LADDER, "kind": AssetKind.DECK, "content_type": CONTENT_TYPES[made.form]}
    return show_edition(
        claim=claim,
        folder=folder,
        name=name,
        renditions=(),
        changes=known | FINISHED | {"finished_at": at},
        write_rows=lambda asset: _write_pages(asset, made),
        at=at,
    )


@transaction.atomic
def describe_pages(*, asset: Asset, alts: Mapping[int, str]) -> None:
    """Say what these pages show, by their number; an empty sentence takes the description away."""
    pages = list(asset.pages.select_for_update().filter(number__in=alts))
    for page in pages:
        page.alt = alts[page.number]
    DeckPage.objects.bulk_update(pages, ["alt"])


def _write_pages(asset: Asset, made: DeckEdition) -> None:
    described = dict(asset.pages.values_list("number", "alt"))
    asset.pages.all().delete()
    DeckPage.objects.bulk_create(_row(asset, page, described.get(page.number)) for page in made.pages)


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
