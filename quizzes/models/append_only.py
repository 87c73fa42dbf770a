"""Rows that are written once."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

from quizzes.errors import RecordIsImmutable

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **values: Any) -> NoReturn:
        raise RecordIsImmutable

    def delete(self) -> NoReturn:
        raise RecordIsImmutable


class AppendOnly(models.Model):
    """Saving a row again or deleting it raises RecordIsImmutable."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise RecordIsImmutable
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise RecordIsImmutable
