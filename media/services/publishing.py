"""A finished edition becomes what players get."""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Least

from media import storage
from media.checksums import measured, together
from media.events import AssetPublished
from media.ffmpeg import AUDIO
from media.models import Asset, AssetKind, AssetState, Rendition
from media.pipeline import Edition
from media.playlists import Track
from media.services.claiming import Claim, LeaseLost, advance
from school.events.announcing import announce

FULL_LADDER: Final = 2
PIECE_BYTES: Final = 1024 * 1024


def publish_edition(*, claim: Claim, level: int, folder: Path, name: str, made: Edition, at: datetime) -> Asset:
    """Bring the edition into the store, then let the row name it, in one transaction.

    A process that dies in between leaves a folder that no row names, which the sweep removes, and a row that asks for
    the work again.
    """
    entries = entry_checksum(folder=folder, renditions=[track.name for track in _tracks(made)])
    storage.bring_edition(claim.asset.store_key, name, folder)
    try:
        _switch(claim, made, {"published_level": level, "edition": name, "entry_sha256": entries}, at)
    except LeaseLost:
        storage.drop_edition(claim.asset.store_key, name)
        raise
    claim.asset.refresh_from_db()
    return claim.asset


@transaction.atomic
def _switch(claim: Claim, made: Edition, shown: dict[str, Any], at: datetime) -> None:
    changes = shown | {"posters": made.posters, "poster": Least(F("poster"), Value(made.posters))}
    if shown["published_level"] == FULL_LADDER:
        changes |= {"state": AssetState.READY, "progress_percent": 100, "remaining_seconds": None, "finished_at": at}
        changes |= {"lease_token": "", "lease_until": None}
    advance(claim=claim, **changes)
    copied = {rung.name for rung in made.plan.rungs if rung.copied}
    if made.plan.audio and made.plan.audio.copied:
        copied.add(AUDIO)
    claim.asset.renditions.all().delete()
    Rendition.objects.bulk_create([_rendition(claim.asset, track, copied) for track in _tracks(made)])
    announce(AssetPublished(asset_id=claim.asset.pk, level=shown["published_level"], at=at))


def entry_checksum(*, folder: Path, renditions: Collection[str]) -> str:
    """One checksum of what an edition has beside its renditions: entry playlist, plain MP4, pictures, pages."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    names = {path: str(path.relative_to(folder)) for path in paths}
    beside = [path for path in paths if names[path].partition("/")[0] not in renditions]
    return together([measured(names[path], _pieces_of(path)) for path in beside])


def _pieces_of(path: Path) -> Iterator[bytes]:
    """A file of any size, in pieces."""
    with path.open("rb") as file:
        yield from iter(partial(file.read, PIECE_BYTES), b"")


def _tracks(made: Edition) -> list[Track]:
    return [*made.videos, *([made.audio] if made.audio else [])]


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
        size=track.size,
        segments=track.segments,
        sha256=track.sha256,
    )
