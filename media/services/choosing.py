"""The author says which frame stands for a recording."""

from django.db import transaction

from media.errors import PosterGone
from media.models import Asset
from school.organisation.acting import Act


@transaction.atomic
def choose_poster(*, asset: Asset, number: int, act: Act) -> Asset:
    """Take a candidate (from 1), or with 0 leave the choice to us; choosing again undoes it.

    Raises:
        PosterGone: a newer edition has fewer candidates, or there never was such a one.
    """
    found = Asset.objects.select_for_update().get(pk=asset.pk)
    if not 0 <= number <= found.posters:
        raise PosterGone
    if found.poster != number:
        Asset.objects.filter(pk=asset.pk).update(poster=number)
        act.record(
            "media.poster_chosen",
            subject_kind="asset",
            subject_id=asset.public_id,
            organisation_path=asset.organisation.path,
            details={"from": found.poster, "to": number},
        )
    asset.refresh_from_db(fields=["poster"])
    return asset
