"""The usual way to say which rows of a table a member gets to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from school.privacy.registry import Row

BATCH = 500


def rows_of(model: str, whose: str, columns: Mapping[str, str]) -> Callable[[int], Iterator[Row]]:
    """Rows of `model` whose column `whose` is the member, oldest first; `columns` maps names in the file to lookups.

    A lookup may follow relations ("organisation__name"); a column with choices is worded in the active language.
    """

    def rows(member_id: int) -> Iterator[Row]:
        table = apps.get_model(model)
        worded = _choices(table)
        found = table._base_manager.filter(**{whose: member_id}).order_by("pk").values_list(*columns.values())  # noqa: SLF001  # Django's documented unfiltered manager
        for values in found.iterator(chunk_size=BATCH):
            yield {
                name: str(worded[lookup][value]) if lookup in worded and value in worded[lookup] else value
                for (name, lookup), value in zip(columns.items(), values, strict=True)
            }

    return rows


def _choices(table: type[Model]) -> dict[str, dict[Any, Any]]:
    return {
        field.name: dict(field.flatchoices) for field in table._meta.get_fields() if getattr(field, "choices", None)
    }
