"""Restore: all of a back-up or nothing of it, proven by counts, checksums and seals before it counts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from media.stores import the_store
from school.audit.sealing import breaks
from school.operations import rows
from school.operations.archive import BrokenArchive, unpack
from school.operations.assets_in_place import InFolder, in_place
from school.operations.backing_up import ASSETS, TABLES, UPLOADS, heads, migrations
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
    work: Path = settings.WORK_ROOT
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work, prefix=".restore-") as folder:
        unpacked = Path(folder)
        try:
            manifest = unpack(source, unpacked)
        except BrokenArchive as error:
            raise CannotRestore(str(error)) from error
        if manifest["migrations"] != migrations():
            raise CannotRestore(
                "Another version of the product made this back-up: install that version, restore, then upgrade."
            )
        with (
            in_place(unpacked / ASSETS, the_store()) as keep_assets,
            InFolder(unpacked / UPLOADS, work / UPLOADS) as keep_uploads,
            transaction.atomic(),
        ):
            _load(unpacked / TABLES, manifest)
            _prove(manifest)
            transaction.on_commit(keep_uploads)
            transaction.on_commit(keep_assets)
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
