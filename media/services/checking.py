"""Whether the store holds what the rows say, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from posixpath import dirname, join, normpath
from typing import Final

from django.db import transaction

from media import storage
from media.checksums import Measured, measured, together
from media.events import AssetStored
from media.images.picture import Picture, file_of
from media.lanes import Lane
from media.models import Asset, AssetKind, AssetState
from media.pipeline import MASTER
from media.services.collecting import orphaned_files
from media.services.documenting import DOCUMENT_FILE
from media.stores import the_store
from school.events.announcing import announce

PLAYLIST_SUFFIX: Final = ".m3u8"


class Trouble(StrEnum):
    """What can be wrong with the files of an asset."""

    MISSING = "missing"
    CHANGED = "changed"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: a file of the store and the asset it belongs to (public id; empty for an orphan)."""

    trouble: Trouble
    name: str
    asset_id: str = ""

    def __str__(self) -> str:
        return f"{self.trouble}: {self.name}" + (f" (asset {self.asset_id})" if self.asset_id else "")


def check_assets(*, at: datetime) -> Iterator[Finding]:
    """All differences between rows and store. Every byte is read: sizes, digests and what playlists name."""
    seen: set[tuple[str, str]] = set()
    originals: set[str] = set()
    for asset in Asset.objects.filter(state=AssetState.READY).order_by("pk").iterator():
        if asset.store_key not in originals:
            originals.add(asset.store_key)
            yield from _original(asset)
        if (asset.store_key, asset.edition) not in seen:
            seen.add((asset.store_key, asset.edition))
            yield from _edition(asset)
    yield from (Finding(Trouble.ORPHAN, file.name) for file in orphaned_files(at=at))


@transaction.atomic
def prepare_again(*, asset: Asset, at: datetime) -> int:
    """Have a damaged edition made anew from its original, for all assets that share it; how many there are.

    Until then they show what is left of the old one. Nothing happens while the original is not what it was.
    """
    if not all(finding.name != storage.original_name(asset.store_key) for finding in _original(asset)):
        return 0
    damaged = Asset.objects.filter(store_key=asset.store_key, edition=asset.edition, state=AssetState.READY)
    ids = list(damaged.select_for_update().values_list("pk", flat=True))
    Asset.objects.filter(pk__in=ids).update(
        state=AssetState.STORED,
        published_level=1,
        lane=Lane.LOOK,
        sha256="",
        attempts=0,
        not_before=None,
        delay_code="",
        progress_percent=0,
        stored_at=at,
        finished_at=None,
    )
    for asset_id in ids:
        announce(AssetStored(asset_id=asset_id))
    return len(ids)


def _original(asset: Asset) -> Iterator[Finding]:
    name = storage.original_name(asset.store_key)
    try:
        told = measured(name, the_store().read(name))
    except FileNotFoundError:
        yield Finding(Trouble.MISSING, name, asset.public_id)
    else:
        if told.size != asset.size or (asset.sha256 and told.sha256 != asset.sha256):
            yield Finding(Trouble.CHANGED, name, asset.public_id)


def _edition(asset: Asset) -> Iterator[Finding]:
    """Names first – a missing file is said by its name – then digests of each rendition and of what is beside them."""
    home = storage.edition_name(asset.store_key, asset.edition)
    found = {file.name.removeprefix(f"{home}/"): file for file in the_store().files(home)}
    missing = sorted(name for name in _expected(asset, set(found)) if name not in found)
    yield from (Finding(Trouble.MISSING, f"{home}/{name}", asset.public_id) for name in missing)
    if missing:
        return
    digests = {dirname(rendition.path).partition("/")[2]: rendition.sha256 for rendition in asset.renditions.all()}
    for folder, digest in digests.items():
        inside = [name for name in found if name.startswith(f"{folder}/")]
        if digest and together(_measured(home, inside, folder)) != digest:
            yield Finding(Trouble.CHANGED, f"{home}/{folder}", asset.public_id)
    beside = [name for name in found if name.partition("/")[0] not in digests]
    if asset.entry_sha256 and together(_measured(home, beside, "")) != asset.entry_sha256:
        yield Finding(Trouble.CHANGED, home, asset.public_id)


def _measured(home: str, names: list[str], folder: str) -> list[Measured]:
    return [measured(name.removeprefix(f"{folder}/"), the_store().read(f"{home}/{name}")) for name in names]


def _expected(asset: Asset, found: set[str]) -> set[str]:
    """What the rows and the playlists name, relative to the edition's folder."""
    if asset.kind == AssetKind.DECK:
        return {name for page in asset.pages.all() for name in (page.small, page.large)}
    if asset.kind == AssetKind.DOCUMENT:
        return {DOCUMENT_FILE}
    if asset.kind == AssetKind.IMAGE:
        return {file_of(width) for width in Picture.from_dict(asset.facts).widths}
    expected = {MASTER} | {rendition.path.removeprefix(f"{asset.edition}/") for rendition in asset.renditions.all()}
    expected |= {f"poster-{number}.jpg" for number in range(1, asset.posters + 1)}
    for playlist in [name for name in expected | found if name.endswith(PLAYLIST_SUFFIX) and name in found]:
        text = storage.read_published(asset.store_key, asset.edition, playlist).decode("utf-8", errors="replace")
        expected |= set(_named(text, playlist, asset.edition))
    return expected


def _named(text: str, playlist: str, edition: str) -> Iterator[str]:
    """Files that a playlist names; those at the top are relative to the address above the edition's folder."""
    for line in text.splitlines():
        address = line if line and not line.startswith("#") else line.partition('URI="')[2].partition('"')[0]
        if address:
            place = normpath(join(dirname(playlist), address))
            yield place.removeprefix(f"{edition}/") if "/" not in playlist else place
