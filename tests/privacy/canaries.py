"""Searching the whole database for words."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

TEXTS = (models.CharField, models.TextField, models.JSONField)


def tables_that_hold(words: Iterable[str]) -> dict[str, set[str]]:
    """Model → which of the words stand in any text of its rows, JSON and bytes included."""
    wanted = list(words)
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            rows = models.Manager()
            rows.model = model
            for word in wanted:
                if _holds(rows.all(), field, word):
                    found.setdefault(model._meta.label, set()).add(word)
    return found


def _holds(rows: models.QuerySet, field: models.Field, word: str) -> bool:
    if isinstance(field, models.BinaryField):
        return any(word.encode() in bytes(value) for value in rows.values_list(field.name, flat=True) if value)
    if not isinstance(field, TEXTS):
        return False
    if isinstance(field, models.JSONField):
        # Chinese may be stored as \\uXXXX, so values are read and not matched by SQL.
        return any(word in _flat(value) for value in rows.values_list(field.name, flat=True))
    return rows.annotate(_text=Cast(field.name, models.TextField())).filter(_text__contains=word).exists()


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {_flat(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return " ".join(map(_flat, value))
    return str(value)
