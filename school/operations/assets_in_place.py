"""Putting the files of a back-up where the present ones are, so that a restore that fails has changed nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from media.stores import Store

Keep = Callable[[], None]


def in_place(fresh: Path, store: Store) -> AbstractContextManager[Keep]:
    """Within the `with` the store holds what lies in the folder `fresh`; unless kept, all is as before afterwards."""
    root = store.local_path("")
    return _InBucket(fresh, store) if root is None else InFolder(fresh, root)


class InFolder:
    """The new folder stands where the old one stood; unless kept, the old one comes back."""

    def __init__(self, fresh: Path, root: Path) -> None:
        self._fresh, self._root = fresh, root
        self._old = root.with_name(f".{root.name}.before-restore")
        self._kept = False

    def __enter__(self) -> Keep:
        shutil.rmtree(self._old, ignore_errors=True)
        self._root.parent.mkdir(parents=True, exist_ok=True)
        if self._root.exists():
            self._root.rename(self._old)
        if self._fresh.exists():
            shutil.move(self._fresh, self._root)
        else:
            self._root.mkdir()
        return self._keep

    def _keep(self) -> None:
        self._kept = True

    def __exit__(self, *failure: object) -> None:
        if not self._kept:
            shutil.rmtree(self._root, ignore_errors=True)
            if self._old.exists():
                self._old.rename(self._root)
        shutil.rmtree(self._old, ignore_errors=True)


class _InBucket:
    """A bucket knows no renames, but a name of the store always means the same bytes: what is missing is added first,
    and what is too many goes once the restore counts."""

    def __init__(self, fresh: Path, store: Store) -> None:
        self._fresh, self._store = fresh, store
        self._added: list[str] = []
        self._wanted: set[str] = set()
        self._kept = False

    def __enter__(self) -> Keep:
        present = {file.name: file.size for file in self._store.files("")}
        for path in sorted(path for path in self._fresh.rglob("*") if path.is_file()):
            name = str(path.relative_to(self._fresh))
            self._wanted.add(name)
            if present.get(name) != path.stat().st_size:
                self._store.put_file(name, path)
                self._added += [name] if name not in present else []
        return self._keep

    def _keep(self) -> None:
        self._kept = True
        self._store.remove([file.name for file in self._store.files("") if file.name not in self._wanted])

    def __exit__(self, *failure: object) -> None:
        if not self._kept:
            self._store.remove(self._added)
