"""What must be unique within one file, so that a second occurrence is found whatever lies between."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.importing.models.import_batch import ImportBatch


class FileKey(models.Model):
    """The first line on which a value of a unique field stood; gone once the file has been checked."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="keys")
    field = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("unique value of a file")
        constraints = (models.UniqueConstraint(name="file_key_once", fields=["batch", "field", "value"]),)

    def __str__(self) -> str:
        return f"{self.field} #{self.number}"
