"""Captions of an asset, one file per language."""

from django.db import models

from media.models.asset import Asset


class Caption(models.Model):
    """The file is `captions-<language>.vtt` in the asset's published folder."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=12)
    cues = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "language"], name="caption_once_per_language")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """The name within the asset's address."""
        return f"captions-{self.language}.vtt"
