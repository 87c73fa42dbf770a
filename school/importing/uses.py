"""Who uses a row: whatever points at it, found by the tables themselves, so that no app can be forgotten."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import CASCADE, Model


def uses(model: type[Model], pks: Collection[int], *, but: Collection[type[Model]] = ()) -> dict[int, str]:
    """Row → the name of one kind of thing that refers to it, in the active language; rows nobody refers to are absent.

    `but` are tables that belong to the row itself. One query a table.
    """
    found: dict[int, str] = {}
    for relation in model._meta.related_objects:  # noqa: SLF001  # Django's documented way to ask for relations
        table: Any = relation.related_model
        if table in but or relation.on_delete is CASCADE:
            # What goes with the row, such as messages to a person, is no use of it.
            continue
        column = relation.field.name
        using = table._base_manager.filter(**{f"{column}__in": pks})  # noqa: SLF001  # unfiltered, as Django itself asks
        for pk in set(using.values_list(column, flat=True)):
            found.setdefault(pk, str(table._meta.verbose_name))  # noqa: SLF001
    return found
