"""A text column that follows from others of its row whenever the row is stored as an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


class DerivedTextField(TextColumn):
    """`derive` works the text out from the instance, in `save` and in `bulk_create`.

    `save(update_fields=…)`, `bulk_update` and `update` must name it themselves.
    """

    def __init__(self, *, derive: Callable[[Any], str] | None = None, **options: Any) -> None:
        # Migrations know the column and not what it is derived from.
        self.derive = derive
        super().__init__(**options | {"editable": False, "blank": True, "default": ""})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's signature
        if self.derive is not None:
            setattr(model_instance, self.attname, self.derive(model_instance)[: self.max_length])
        return str(getattr(model_instance, self.attname))

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options
