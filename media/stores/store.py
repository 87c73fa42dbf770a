"""What media does with its store, whatever the store is."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the store: its size in bytes, and when it was put there (aware)."""

    name: str
    size: int
    changed_at: datetime


class Store(Protocol):
    """A file has a name, with `/` between folders. FileNotFoundError where it is not there and nothing else is said."""

    def put_file(self, name: str, path: Path) -> None:
        """Take a file over from this machine; it is visible only when whole, and gone from where it was."""

    def put_folder(self, name: str, folder: Path) -> None:
        """Take over a folder with all in it."""

    def fetch(self, name: str, *, into: Path) -> AbstractContextManager[Path]:
        """The file as a path of this machine, brought into the folder `into` where it lies elsewhere."""

    def read(self, name: str, *, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """The bytes from `first` to `last` (included; None: the end), piece by piece."""

    def facts(self, name: str) -> StoredFile | None:
        """What is known of a file; None where there is none."""

    def folders(self, name: str) -> list[str]:
        """The names of the folders directly within a folder."""

    def files(self, name: str) -> Iterator[StoredFile]:
        """All files within a folder, however deep, or the one file of that name; by name."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, and folders with all in them; what is not there is not missed."""

    def local_path(self, name: str) -> Path | None:
        """Where the file would lie on this machine's disk; None where the store is elsewhere."""

    def presigned(self, name: str, *, seconds: int, content_type: str) -> str | None:
        """An address that answers for a while without a sign-in; None where the store has none."""

    def remove_leftovers(self, *, before: datetime) -> None:
        """Remove halves of files whose arrival broke off before a moment."""

    def require_writable(self) -> None:
        """Raise OSError unless a file can be put there now."""
