"""Restore: all of a back-up or nothing of it, proven by counts, checksums and seals before it counts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from school.audit.sealing import breaks
from school.operations import rows
from school.operations.archive import BrokenArchive, unpack
from school.operations.backing_up import ASSETS, TABLES, heads, migrations
from school.organisation.models import Member, Organisation


class CannotRestore(Exception):
    """Why nothing was restored, in one sentence."""


def restore(*, source: Path, replace: bool) -> dict[str, int]:
    """Fill the database and the assets from a back-up; return the rows of each table.

    Raises:
        CannotRestore: there is data already and `replace` is false; another version made the back-up; or what was
            loaded does not agree with the manifest. The database and the assets are then as before.
    """
    if not replace and (Member.objects.exists() or Organisation.objects.exists()):
        raise CannotRestore("There is data here already: add --replace to throw it away and restore over it.")
    root: Path = settings.ASSETS_ROOT
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=".restore-") as folder:
        unpacked = Path(folder)
        try:
            manifest = unpack(source, unpacked)
        except BrokenArchive as error:
            raise CannotRestore(str(error)) from error
        if manifest["migrations"] != migrations():
            raise CannotRestore(
                "Another version of the product made this back-up: install that version, restore, then upgrade."
            )
        with _AssetsInPlace(unpacked / ASSETS, root) as keep, transaction.atomic():
            _load(unpacked / TABLES, manifest)
            _prove(manifest)
            transaction.on_commit(keep)
    return {name: table["rows"] for name, table in manifest["tables"].items()}


def _load(folder: Path, manifest: dict[str, Any]) -> None:
    rows.empty()
    try:
        for name, table in manifest["tables"].items():
            count = rows.load(apps.get_model(name), table["columns"], folder / f"{name}.jsonl")
            if count != table["rows"]:
                raise CannotRestore(f"{name} has {count} rows where the back-up counted {table['rows']}.")
        connection.check_constraints()
    except IntegrityError as error:
        raise CannotRestore("The rows of this back-up contradict each other, so nothing was restored.") from error
    rows.set_counters(rows.kept_models())


def _prove(manifest: dict[str, Any]) -> None:
    if heads() != manifest["heads"]:
        raise CannotRestore("The seals of the restored rows are not those of the back-up.")
    for broken in breaks():
        raise CannotRestore(f"The chain {broken.chain} does not hold at {broken.reference}: {broken.problem}.")


class _AssetsInPlace:
    """The new assets stand where the old ones stood; unless kept, the old ones come back."""

    def __init__(self, fresh: Path, root: Path) -> None:
        self._fresh, self._root = fresh, root
        self._old = root.with_name(f".{root.name}.before-restore")
        self._kept = False

    def __enter__(self) -> Callable[[], None]:
        shutil.rmtree(self._old, ignore_errors=True)
        if self._root.exists():
            self._root.rename(self._old)
        if self._fresh.exists():
            self._fresh.rename(self._root)
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
