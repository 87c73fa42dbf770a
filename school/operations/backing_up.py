"""Back-up: the database as it stood at one instant, the assets, and the figures a restore is checked by."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from media import workspace
from media.stores import the_store
from school.audit.seals import chains
from school.operations import rows
from school.operations.archive import ArchiveWriter, writing

ASSETS = "assets"
TABLES = "tables"
UPLOADS = "uploads"


@dataclass(frozen=True)
class BackUp:
    """What a back-up holds."""

    rows: int
    assets: int
    bytes: int


def back_up(*, target: Path, at: datetime) -> BackUp:
    """Write a back-up to `target`; other processes may go on writing meanwhile."""
    with writing(target) as archive:
        with _one_instant(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            tables = _add_tables(archive, Path(folder))
            facts = {"made_at": at.isoformat(), "tables": tables, "heads": heads(), "migrations": migrations()}
        # Files after rows: whatever a row of that instant names was there before, and is kept for a grace after.
        assets = _add_assets(archive) + _add_uploads(archive)
        archive.close(facts)
    return BackUp(sum(table["rows"] for table in tables.values()), assets, target.stat().st_size)


@contextmanager
def _one_instant() -> Iterator[None]:
    """A read transaction in which every table is seen as of its first query, and which locks nobody out."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _add_tables(archive: ArchiveWriter, folder: Path) -> dict[str, dict[str, Any]]:
    tables = {}
    for model in rows.kept_models():
        name = rows.name_of(model)
        path = folder / f"{name}.jsonl"
        count = rows.dump(model, path)
        archive.add(f"{TABLES}/{path.name}", path)
        tables[name] = {"rows": count, "columns": [field.attname for field in rows.columns(model)]}
        path.unlink()
    return tables


def _add_assets(archive: ArchiveWriter) -> int:
    """All files of the store, each brought to this machine for as long as it is copied."""
    count, store = 0, the_store()
    with workspace.fetching_folder() as folder:
        for file in store.files(""):
            # A file may go while the store is read: then no row of that instant named it any more.
            with contextlib.suppress(FileNotFoundError), store.fetch(file.name, into=folder) as path:
                archive.add(f"{ASSETS}/{file.name}", path)
                count += 1
    return count


def _add_uploads(archive: ArchiveWriter) -> int:
    """Unfinished uploads, which their senders go on with. Work of a claim is left out: the next one does it again."""
    count = 0
    for path in sorted((settings.WORK_ROOT / UPLOADS).glob("*")):
        with contextlib.suppress(FileNotFoundError):
            archive.add(f"{UPLOADS}/{path.name}", path)
            count += 1
    return count


def heads() -> dict[str, dict[str, list[object]]]:
    """The newest hash of every strand of every chain."""
    return {chain.name: {key: list(head) for key, head in chain.heads().items()} for chain in chains()}


def migrations() -> list[str]:
    """The migrations this database has, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
