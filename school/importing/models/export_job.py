"""One export: asked for with a reason, made in the background, fetched by whoever asked, gone after a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.importing.models.import_batch import MOST_ATTEMPTS, BatchKind
from school.importing.models.stored_file import StoredFile
from school.organisation.models import Organisation

KEPT_FOR = timedelta(hours=24)


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    EXPIRED = "expired", _("Expired")
    FAILED = "failed", _("Could not be made")


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    def asked_by(self, member_id: int) -> Self:
        """Exports belong to whoever asked for them, and to nobody else."""
        return self.filter(by_id=member_id)

    def waiting(self, *, at: datetime) -> Self:
        """Work that nobody holds."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(free, state=ExportState.WAITING, attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def expired(self, *, at: datetime) -> Self:
        return self.filter(state=ExportState.READY, expires_at__lte=at)


class ExportJob(models.Model):
    """`number` and `watermark` come from the gate of exports; `rows_expected` was counted there."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=14, choices=BatchKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=5)
    language = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    watermark = models.TextField(blank=True)
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    rows_expected = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def percent(self) -> int:
        """0 to 99 while it is being made."""
        return min(99, self.rows_written * 100 // self.rows_expected) if self.rows_expected else 0
