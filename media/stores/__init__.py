"""Where lasting bytes lie: the Django storage named "assets" (settings.ASSETS_URL), a folder or a bucket."""

from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage, storages

from media.stores.files import FileStore
from media.stores.store import Store, StoredFile

__all__ = ["Store", "StoredFile", "the_store"]


def the_store() -> Store:
    """The configured store."""
    return _store_of(storages["assets"])


@cache
def _store_of(storage: Storage) -> Store:
    if isinstance(storage, FileSystemStorage):
        return FileStore(Path(storage.location))
    # Only the home that has a bucket loads its client.
    from media.stores.objects import ObjectStore  # noqa: PLC0415

    bucket: Any = storage
    return ObjectStore(bucket)
