"""Bytes of a sheet on their way in or out, kept in the database so that any web or worker process reaches them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """`size` in bytes; `sha256` is known once all parts are there. Deleted as soon as nobody needs it any more."""

    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of an import or export")

    def __str__(self) -> str:
        return f"{self.pk}: {self.size}"


class StoredPart(models.Model):
    """One piece of at most `services.storing.PART_BYTES`."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file")
        ordering = ("position",)
        constraints = (models.UniqueConstraint(name="stored_part_once", fields=["file", "position"]),)

    def __str__(self) -> str:
        return f"{self.file_id} #{self.position}"
