"""A member's ID number, kept only where the operator turned on identity matching (DOMAIN §1.10)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityNumber(models.Model):
    """`sealed` is nonce and ciphertext under the key `key_id` by `algorithm`; `digest` is a keyed hash for finding."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identity_number")
    algorithm = models.CharField(max_length=20)
    key_id = models.CharField(max_length=16)
    sealed = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ID number")

    def __str__(self) -> str:
        return f"{self.member_id}"
