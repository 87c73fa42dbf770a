"""Who needs an asset: while there is a use, nothing may delete it."""

from django.db import models

from media.models.asset import Asset


class AssetUse(models.Model):
    """`user_kind` and `user_id` name a thing of an upper app, e.g. ("lecture", "aB3…"); media does not look it up."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="uses")
    user_kind = models.CharField(max_length=40)
    user_id = models.CharField(max_length=40)

    class Meta:
        constraints = [
            # Saving the same lecture twice at once holds the asset once, so that one release lets go of it.
            models.UniqueConstraint(fields=["asset", "user_kind", "user_id"], name="asset_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_kind} {self.user_id}"
