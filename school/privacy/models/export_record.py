"""Every file about people that left the system, and every one that was refused."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    MADE = "made", _("made")
    REFUSED = "refused", _("refused")


class ExportKind(models.TextChoices):
    """What the file holds."""

    MEMBERS = "members", _("members")
    ORGANISATIONS = "organisations", _("organisations")
    OFFICES = "offices", _("offices")
    STUDY = "study", _("study of the year")
    COURSE = "course", _("progress in a course")
    ATTENDANCE = "attendance", _("register of attendance")
    INVITATIONS = "invitations", _("invitations")
    AUDIT = "audit", _("entries of the log")


class ExportRecord(models.Model):
    """`number` is what the watermark says; `refusal` is the code of the error that stopped it."""

    kind = models.CharField(max_length=16, choices=ExportKind.choices)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    organisation_path = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    rows = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ExportState.choices)
    refusal = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("file about people")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["member", "at"], name="privacy_export_own"),)

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Year and running number, e.g. "2026-000042"."""
        return f"{self.at.year}-{self.pk:06d}"
