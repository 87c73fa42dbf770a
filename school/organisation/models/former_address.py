"""Where a member could be reached until her e-mail address was changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """Kept so that the former address can be told: whoever takes an account over changes its address first."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_addresses")
    email = models.EmailField()
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("former address")

    def __str__(self) -> str:
        return f"former address of {self.member_id}"
