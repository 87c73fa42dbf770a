"""A finished edition becomes what players get."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from media import storage
from media.events import AssetPublished
from media.ffmpeg import AUDIO
from media.models import Asset, AssetKind, AssetState, Rendition
from media.pipeline import Edition
from media.playlists import Track
from media.services.claiming import Claim, LeaseLost, advance
from school.events.announcing import announce

FULL_LADDER: Final = 2


def publish_edition(*, claim: Claim, level: int, folder: Path, name: str, made: Edition, at: datetime) -> Asset:
    """Move the edition beside the old one, then switch row and entry files in one transaction.

    The entry files change while the row is locked and before it commits: a process that dies in between leaves whole
    files of either edition and a row that asks for the work again.
    """
    storage.bring_edition(claim.asset.public_id, name, folder)
    try:
        _switch(claim, level, name, made, at)
    except LeaseLost:
        storage.drop_edition(claim.asset.public_id, name)
        raise
    claim.asset.refresh_from_db()
    return claim.asset


@transaction.atomic
def _switch(claim: Claim, level: int, name: str, made: Edition, at: datetime) -> None:
    changes = {"published_level": level, "edition": name}
    if level == FULL_LADDER:
        changes |= {"state": AssetState.READY, "progress_percent": 100, "finished_at": at}
        changes |= {"lease_token": "", "lease_until": None}
    advance(claim=claim, **changes)
    copied = {rung.name for rung in made.plan.rungs if rung.copied}
    if made.plan.audio and made.plan.audio.copied:
        copied.add(AUDIO)
    tracks = [*made.videos, *([made.audio] if made.audio else [])]
    claim.asset.renditions.all().delete()
    Rendition.objects.bulk_create([_rendition(claim.asset, track, copied) for track in tracks])
    storage.show_edition(claim.asset.public_id, name, made.entry_files)
    announce(AssetPublished(asset_id=claim.asset.pk, level=level, at=at))


def _rendition(asset: Asset, track: Track, copied: set[str]) -> Rendition:
    return Rendition(
        asset=asset,
        name=track.name,
        kind=AssetKind.VIDEO if track.width else AssetKind.AUDIO,
        path=track.path,
        codecs=track.codecs,
        width=track.width,
        height=track.height,
        peak_rate=track.peak_rate,
        average_rate=track.average_rate,
        copied=track.name in copied,
    )
