"""Where the files of an asset lie on this disk, by the names that players use."""

from __future__ import annotations

from pathlib import Path

from media import storage, workspace
from media.models import Asset
from media.playback import Grant, place_of
from media.stores import the_store


def shown(asset: Asset, name: str) -> Path:
    """The file that a player gets for a name."""
    given = Grant(asset.public_id, asset.store_key, asset.edition, asset.poster, asset.created_at)
    place = place_of(given, name)
    assert place is not None
    path = storage.local_path(asset.store_key, place)
    assert path is not None
    return path


def original_of(asset: Asset) -> bytes:
    """The bytes of the upload."""
    with storage.original(asset.store_key) as path:
        return path.read_bytes()


def files_of(asset: Asset) -> list[str]:
    """All that lies anywhere for the asset."""
    lasting = [file.name for file in storage.everything_of(asset.store_key)]
    return [*lasting, *map(str, workspace.work_of(asset.public_id))]


def publish_files(asset: Asset, files: dict[str, str]) -> None:
    """Put files into the asset's edition as if it had been prepared with them."""
    with workspace.fetching_folder() as folder:
        for name, text in files.items():
            path = folder / "file"
            path.write_text(text, encoding="utf-8")
            the_store().put_file(f"{storage.edition_name(asset.store_key, asset.edition)}/{name}", path)
