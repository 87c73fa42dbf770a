"""The usual way to say which rows of a table a member gets to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field

from school.privacy.registry import Row, Words

BATCH = 500


@dataclass(frozen=True)
class ColumnRows:
    """`columns` pairs lookups with headings; a lookup may follow relations ("organisation__name")."""

    model: str
    whose: str
    columns: tuple[tuple[str, Words], ...]

    def __call__(self, member_id: int) -> Iterator[Row]:
        """Oldest first; a column with choices is worded in the active language."""
        table = apps.get_model(self.model)
        lookups = [lookup for lookup, _heading in self.columns]
        worded = _choices(table._meta.get_fields())  # noqa: SLF001  # Django's documented API of models
        rows = table.objects.filter(**{self.whose: member_id}).order_by("pk").values_list(*lookups)
        for values in rows.iterator(chunk_size=BATCH):
            yield {
                _name(lookup): str(worded.get(lookup, {}).get(value, value)) if lookup in worded else value
                for lookup, value in zip(lookups, values, strict=True)
            }

    @property
    def headings(self) -> Mapping[str, Words]:
        return {_name(lookup): heading for lookup, heading in self.columns}


def rows_of(model: str, whose: str, *columns: tuple[str, Words]) -> ColumnRows:
    """Rows of `model` whose column `whose` is the member."""
    return ColumnRows(model, whose, columns)


def _name(lookup: str) -> str:
    return lookup.replace("__", "_")


def _choices(fields: Any) -> dict[str, dict[Any, Any]]:
    return {field.name: dict(field.flatchoices) for field in fields if isinstance(field, Field) and field.choices}
