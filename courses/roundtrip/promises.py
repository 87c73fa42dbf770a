"""Descriptions of pages and the chosen frame: kept until their file is prepared, then written to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from courses.models import FilePromise
from courses.roundtrip.manifest import FileEntry
from media.models import Asset, AssetState, DeckPage
from media.services.decking import describe_pages


@dataclass(frozen=True)
class Promised:
    """As a course file says it."""

    poster: int = 0
    descriptions: dict[str, str] = field(default_factory=dict)


def promised_of(asset: Asset) -> Promised:
    """What is written to the file, or waits for it."""
    promise = FilePromise.objects.filter(asset=asset).first()
    if promise is not None:
        return Promised(poster=promise.poster, descriptions=promise.descriptions)
    pages = DeckPage.objects.filter(asset=asset).in_order()
    return Promised(poster=asset.poster, descriptions={str(page.number): page.alt for page in pages if page.alt})


@transaction.atomic
def promise(*, asset: Asset, file: FileEntry) -> None:
    """Remember what the course file says, if it says anything."""
    if file.poster or file.descriptions:
        FilePromise.objects.update_or_create(
            asset=asset, defaults={"poster": file.poster, "descriptions": file.descriptions}
        )
        keep_promises(asset=asset)


@transaction.atomic
def keep_promises(*, asset: Asset) -> None:
    """Once the file is prepared, say of it what was promised; of pages and frames that it lacks, nothing."""
    found = FilePromise.objects.select_for_update().filter(asset=asset).first()
    if found is None or asset.state != AssetState.READY:
        return
    describe_pages(asset=asset, alts={int(number): alt for number, alt in found.descriptions.items()})
    if found.poster and found.poster <= asset.posters:
        Asset.objects.filter(pk=asset.pk, posters__gte=found.poster).update(poster=found.poster)
    found.delete()
