"""That a member has read what data is kept of her and why, and in which version of the notice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PurposeAcknowledgement(models.Model):
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="purpose_acknowledgements"
    )
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("notice read")
        constraints = (
            # A double click reads the notice once.
            models.UniqueConstraint(name="purpose_acknowledged_once", fields=["member", "version"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} version {self.version}"
