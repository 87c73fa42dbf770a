"""The one place that knows what lies where in the store (settings.ASSETS_URL). `key` is `Asset.store_key`.

    originals/<key>                 the file as uploaded, kept for later encodes
    published/<key>/<edition>/…     what players get: master.m3u8, pictures, fallback.mp4, one folder per rendition

A folder of an edition never changes once a row names it. Which edition is shown is only in the row.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from media import workspace
from media.stores import StoredFile, the_store

ORIGINALS: Final = "originals"
PUBLISHED: Final = "published"

__all__ = ["StoredFile"]


def keep_original(key: str, arrived: Path) -> None:
    """Move a whole file to its lasting place; who comes second finds it moved."""
    with suppress(FileNotFoundError):
        the_store().put_file(original_name(key), arrived)


def has_original(key: str) -> bool:
    """Whether the uploaded file is there."""
    return the_store().facts(original_name(key)) is not None


@contextmanager
def original(key: str, *, into: Path | None = None) -> Iterator[Path]:
    """The uploaded file as a path of this machine, brought into the folder `into` (a claim's scratch) if need be.

    Raises FileNotFoundError where there is none.
    """
    if into is not None:
        with the_store().fetch(original_name(key), into=into) as path:
            yield path
    else:
        with workspace.fetching_folder() as folder, the_store().fetch(original_name(key), into=folder) as path:
            yield path


def bring_edition(key: str, edition: str, made: Path) -> None:
    """Take over a finished folder. Nothing points at it yet."""
    the_store().put_folder(edition_name(key, edition), made)


def drop_edition(key: str, edition: str) -> None:
    """Remove an edition that nothing points at."""
    if edition:
        the_store().remove([edition_name(key, edition)])


def editions(key: str) -> list[str]:
    """The editions that lie there, shown or not."""
    return the_store().folders(f"{PUBLISHED}/{key}")


def remove_published(key: str) -> None:
    """No edition of the key is left, nor what a kill left of one; the original stays."""
    the_store().remove([f"{PUBLISHED}/{key}"])


def remove_everything(key: str) -> None:
    """No byte of the key is left in the store."""
    the_store().remove([original_name(key), f"{PUBLISHED}/{key}"])


def everything_of(key: str) -> list[StoredFile]:
    """All files of the key."""
    return [*the_store().files(original_name(key)), *the_store().files(f"{PUBLISHED}/{key}")]


def open_published(key: str, edition: str, name: str) -> Iterator[bytes]:
    """The bytes of a file of an edition, piece by piece; FileNotFoundError where there is none."""
    return the_store().read(f"{edition_name(key, edition)}/{name}")


def read_published(key: str, edition: str, name: str) -> bytes:
    """A small file of an edition as a whole; FileNotFoundError where there is none."""
    return b"".join(open_published(key, edition, name))


def has_published(key: str, edition: str, name: str) -> bool:
    """Whether the edition has such a file."""
    return bool(edition) and the_store().facts(f"{edition_name(key, edition)}/{name}") is not None


def local_path(key: str, name: str) -> Path | None:
    """Where `<edition>/…` of the key lies on this disk; None where the store is a bucket."""
    return the_store().local_path(f"{PUBLISHED}/{key}/{name}")


def presigned(key: str, name: str, *, seconds: int, content_type: str) -> str | None:
    """An address of `<edition>/…` that answers for a while without a sign-in; None where the store is a folder."""
    return the_store().presigned(f"{PUBLISHED}/{key}/{name}", seconds=seconds, content_type=content_type)


def original_name(key: str) -> str:
    """The original's name within the store."""
    return f"{ORIGINALS}/{key}"


def edition_name(key: str, edition: str) -> str:
    """The name of an edition's folder within the store."""
    return f"{PUBLISHED}/{key}/{edition}"
