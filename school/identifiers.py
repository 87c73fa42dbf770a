"""Opaque identifiers for URLs: they say nothing about order, number or time."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField

LENGTH = 12


def new_public_id() -> str:
    """Twelve url-safe characters, almost 72 random bits; the first is no dash, which a command takes for an option."""
    while (made := secrets.token_urlsafe(9)).startswith("-"):
        pass
    return made


class PublicIdField(TextColumn):
    """The id by which the outside world addresses a row."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": LENGTH, "unique": True, "editable": False, "default": new_public_id}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            options.pop(fixed, None)
        return name, path, args, options
