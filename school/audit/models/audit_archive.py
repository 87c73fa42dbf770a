"""A period of the audit as a file, kept in the database for a while so that any web process can hand it out."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class ArchiveState(models.TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class AuditArchiveQuerySet(models.QuerySet["AuditArchive"]):
    def to_make(self, *, at: datetime) -> AuditArchiveQuerySet:
        """Asked for, and held by no worker that is still alive."""
        return self.filter(state=ArchiveState.WAITING, leased_until__lte=at).order_by("pk")


class AuditArchive(models.Model):
    """`since` and `until` are the period asked for (until excluded); `size` in bytes, `sha256` of the file."""

    public_id = PublicIdField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ArchiveState.choices, default=ArchiveState.WAITING)
    leased_until = models.DateTimeField()
    entries = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = AuditArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit archive")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} – {self.until:%Y-%m-%d}"


class AuditArchivePart(models.Model):
    """One piece of the file, in order."""

    archive = models.ForeignKey(AuditArchive, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of an audit archive")
        ordering = ("number",)
        constraints = (
            # Two workers at once: one file must never be put together from both.
            models.UniqueConstraint(name="audit_archive_part_once", fields=["archive", "number"]),
        )

    def __str__(self) -> str:
        return f"{self.archive_id} #{self.number}"
