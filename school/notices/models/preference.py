"""How a member wants to be told: by kind, and at which hours."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.notices.timing import ByMail


class KindPreference(models.Model):
    """What differs from a kind's own default."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    by_mail = models.CharField(max_length=8, choices=[(way.value, way.value) for way in ByMail])
    muted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("preference about notices")
        constraints = (models.UniqueConstraint(name="notice_preference_once", fields=["member", "kind"]),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.by_mail}"


class Rhythm(models.Model):
    """The member's own quiet hours and hour of the digest, local time; who has no row follows the policies."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_rhythm")
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    digest_at = models.TimeField()

    class Meta:
        verbose_name = _("hours for notices")

    def __str__(self) -> str:
        return f"{self.member_id} {self.quiet_from}–{self.quiet_until}"
