"""The bytes of pictures that policies name by their digest."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyPicture(models.Model):
    """Written once; `digest` is the SHA-256 of `content`, a PNG of our own encoding."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("picture of a policy")

    def __str__(self) -> str:
        return self.digest[:12]
