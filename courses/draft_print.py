"""The fingerprint of a draft: the same as long as members would meet the same. Pure, on rows that are not saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from courses.freezing import FrozenDraft

# What says which row it is, when and by whom it was frozen and what came before, but not what stands in it.
ABOUT_COURSE = frozenset({"id", "course", "number", "outline", "outgrown", "published_at", "published_by"})
ABOUT_LECTURE = frozenset({"id", "revision", "outgrown"})


def print_of(draft: FrozenDraft) -> str:
    """SHA-256 of everything that publishing this draft would freeze, columns that are added later included."""
    frozen = {
        "course": _values(draft.revision, ABOUT_COURSE),
        "lectures": [_values(row, ABOUT_LECTURE) for row in draft.lectures],
    }
    text = json.dumps(frozen, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _values(row: models.Model, without: Collection[str]) -> dict[str, Any]:
    columns = row._meta.concrete_fields  # noqa: SLF001  # Django's documented API of models
    return {column.name: _plain(row, column) for column in columns if column.name not in without}


def _plain(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    # "3.00" read from the database and "3" as it was typed are the same minutes.
    return str(value.normalize()) if isinstance(field, models.DecimalField) and value is not None else value
