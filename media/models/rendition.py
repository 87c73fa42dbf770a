"""One playable track of an asset's current edition."""

from django.db import models
from django.db.models import Q

from media.models.asset import Asset, AssetKind


class Rendition(models.Model):
    """Sides in pixels, rates in bits per second, sizes in bytes; `path` is relative to the asset's published folder."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=AssetKind.choices)
    path = models.CharField(max_length=120)
    codecs = models.CharField(max_length=60)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    peak_rate = models.PositiveIntegerField()
    average_rate = models.PositiveIntegerField()
    copied = models.BooleanField()
    size = models.BigIntegerField(default=0)
    segments = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    """Of all its files, as `media.checksums` adds them up."""

    class Meta:
        constraints = [
            # Two workers publishing one asset would otherwise leave both their ladders behind.
            models.UniqueConstraint(fields=["asset", "name"], name="rendition_once_per_asset"),
            models.CheckConstraint(
                name="rendition_video_has_size",
                condition=Q(kind=AssetKind.AUDIO, width=0, height=0)
                | Q(kind=AssetKind.VIDEO, width__gt=0, height__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name
