"""Passwords a member no longer uses, as hashes, so that the newest of them are not taken again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PasswordHistory(models.Model):
    """`replaced_at` is when another password took its place."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("former password")
        indexes = (models.Index(fields=["member", "-replaced_at"], name="password_history_newest"),)

    def __str__(self) -> str:
        return f"{self.member_id} until {self.replaced_at:%Y-%m-%d}"
