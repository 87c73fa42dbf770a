"""Which column meant what, the last time a sheet with these headings came."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.organisation.models import Organisation


class ColumnMemory(models.Model):
    """`signature` is a digest of the folded headings; `mapping` as in `ImportBatch`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("remembered columns")
        constraints = (
            models.UniqueConstraint(name="column_memory_once", fields=["organisation", "kind", "signature"]),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.signature[:8]}"
