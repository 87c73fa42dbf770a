"""The heads of all chains at one moment, so that a cut tail is seen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Anchor(models.Model):
    """`heads` maps chain name → strand → [length, hash]; `hash` chains the anchors themselves."""

    at = models.DateTimeField()
    number = models.BigIntegerField(unique=True)
    heads = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("anchor")

    def __str__(self) -> str:
        return f"anchor {self.number}"

    def payload(self) -> dict[str, object]:
        return {"number": self.number, "at": self.at, "heads": self.heads}
