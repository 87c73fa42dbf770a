"""A finished edition becomes what players get."""

from collections.abc import Callable, Collection, Iterator, Mapping
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
FINISHED: Final = {
    "state": AssetState.READY,
    "progress_percent": 100,
    "remaining_seconds": None,
    "lease_token": "",
    "lease_until": None,
}
"""What a row says when nothing is left to do; the caller adds the time."""


def publish_edition(*, claim: Claim, level: int, folder: Path, name: str, made: Edition, at: datetime) -> Asset:
    """A recording: to be played from now on at this level, with its renditions."""
    tracks = [*made.videos, *([made.audio] if made.audio else [])]
    changes: dict[str, Any] = {"published_level": level, "posters": made.posters}
    changes["poster"] = Least(F("poster"), Value(made.posters))
    if level == FULL_LADDER:
        changes |= FINISHED | {"finished_at": at}
    return show_edition(
        claim=claim,
        folder=folder,
        name=name,
        renditions=[track.name for track in tracks],
        changes=changes,
        write_rows=lambda asset: _write_renditions(asset, tracks, made),
        at=at,
    )


def show_edition(
    *,
    claim: Claim,
    folder: Path,
    name: str,
    renditions: Collection[str],
    changes: Mapping[str, Any],
    write_rows: Callable[[Asset], None],
    at: datetime,
) -> Asset:
    """Bring the edition into the store, then let the row name it, in one transaction with the rows it comes with.

    A process that dies in between leaves a folder that no row names, which the sweep removes, and a row that asks for
    the work again.
    """
    entries = entry_checksum(folder=folder, renditions=renditions)
    storage.bring_edition(claim.asset.store_key, name, folder)
    try:
        with transaction.atomic():
            advance(claim=claim, edition=name, entry_sha256=entries, **changes)
            write_rows(claim.asset)
            announce(AssetPublished(asset_id=claim.asset.pk, level=changes["published_level"], at=at))
    except LeaseLost:
        storage.drop_edition(claim.asset.store_key, name)
        raise
    claim.asset.refresh_from_db()
    return claim.asset


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


def _write_renditions(asset: Asset, tracks: list[Track], made: Edition) -> None:
    copied = {rung.name for rung in made.plan.rungs if rung.copied}
    if made.plan.audio and made.plan.audio.copied:
        copied.add(AUDIO)
    asset.renditions.all().delete()
    Rendition.objects.bulk_create([_rendition(asset, track, copied) for track in tracks])


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
