"""What was written to a file elsewhere and can be said here only once the file has been prepared."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models import Asset


class FilePromise(models.Model):
    """`descriptions` of the pages of a deck by their number, `poster` the chosen frame of a recording (0: none)."""

    asset = models.OneToOneField(Asset, on_delete=models.CASCADE, related_name="+")
    descriptions: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    poster = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("promise of a file")
        verbose_name_plural = _("promises of files")

    def __str__(self) -> str:
        return str(self.asset_id)
