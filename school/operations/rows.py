"""The rows of every table as lines of JSON, the same from SQLite and from PostgreSQL."""
# ruff: noqa: SLF001 - `_meta` and `_base_manager` are Django's documented way to walk every model

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

# Nobody stays signed in through a restore.
LEFT_OUT = {"sessions.session", "usersessions.usersession"}
CHUNK = 2000


def kept_models() -> list[type[models.Model]]:
    """Every model with a table of its own whose rows belong into a back-up, in a stable order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and name_of(model) not in LEFT_OUT
    ]
    return sorted(found, key=name_of)


def name_of(model: type[models.Model]) -> str:
    """`app.model`, the name of its table in a back-up."""
    return model._meta.label_lower


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The stored fields; generated ones make themselves."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def dump(model: type[models.Model], path: Path) -> int:
    """Write all rows, ordered by key; return how many."""
    fields, count = columns(model), 0
    with path.open("w", encoding="utf-8") as file:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=CHUNK):
            values = [None if field.value_from_object(row) is None else field.value_to_string(row) for field in fields]
            file.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def load(model: type[models.Model], names: list[str], path: Path) -> int:
    """Insert the rows of a file as they are: no default, no automatic time, no signal. Returns how many."""
    by_name = {field.attname: field for field in columns(model)}
    fields = [by_name[name] for name in names]
    count = 0
    with path.open(encoding="utf-8") as file:
        for rows in _chunks(_row(model, fields, json.loads(line)) for line in file):
            size = connection.ops.bulk_batch_size(fields, rows)
            for start in range(0, len(rows), size):
                batch = rows[start : start + size]
                # `bulk_create` would set automatic times anew, and seals cover them.
                model._base_manager._insert(batch, fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
            count += len(rows)
    return count


def _row(model: type[models.Model], fields: list[models.Field[Any, Any]], values: list[Any]) -> models.Model:
    pairs = zip(fields, values, strict=True)
    return model(**{field.attname: None if value is None else field.to_python(value) for field, value in pairs})


def _chunks(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def empty() -> None:
    """Remove every row, those left out of back-ups included."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    statements = connection.ops.sql_flush(no_style(), sorted(set(tables)), reset_sequences=False)
    connection.ops.execute_sql_flush(statements)


def set_counters(kept: Iterable[type[models.Model]]) -> None:
    """Let the next automatic keys follow the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept)):
            cursor.execute(statement)
