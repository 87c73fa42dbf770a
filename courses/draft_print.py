"""The fingerprint of a draft: the same as long as members would meet the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from courses.freezing import FrozenDraft
from media.models import Caption

# What says which row it is, when and by whom it was frozen and what came before, but not what stands in it.
ABOUT_COURSE = frozenset({"id", "course", "number", "outline", "outgrown", "published_at", "published_by"})
ABOUT_LECTURE = frozenset({"id", "revision", "outgrown"})


def fingerprint_of(draft: FrozenDraft) -> str:
    """SHA-256 of what publishing this draft would freeze, and of what members read beside its recordings. One query,
    none for a draft without recordings."""
    recordings = {row.asset_id for row in draft.lectures if row.asset_id is not None}
    captions = Caption.objects.published().filter(asset__in=recordings).order_by("asset", "language")
    return print_of(draft, captions=list(captions.values_list("asset", "language", "label", "published_text")))


def print_of(draft: FrozenDraft, *, captions: Sequence[tuple[int, str, str, str]] = ()) -> str:
    """As `fingerprint_of`, on rows that are not saved; columns that are added later are included. Captions: asset,
    language, label and text of each that members see."""
    frozen: dict[str, Any] = {
        "course": _values(draft.revision, ABOUT_COURSE),
        "lectures": [_values(row, ABOUT_LECTURE) for row in draft.lectures],
    }
    if captions:
        frozen["captions"] = captions
    text = json.dumps(frozen, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _values(row: models.Model, without: Collection[str]) -> dict[str, Any]:
    columns = row._meta.concrete_fields  # noqa: SLF001  # Django's documented API of models
    return {column.name: _plain(row, column) for column in columns if column.name not in without}


def _plain(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    # "3.00" read from the database and "3" as it was typed are the same minutes.
    return str(value.normalize()) if isinstance(field, models.DecimalField) and value is not None else value
