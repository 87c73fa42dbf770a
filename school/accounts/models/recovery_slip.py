"""A one-time slip by which a member whom somebody has recognised in person sets a new password."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class RecoverySlipQuerySet(models.QuerySet["RecoverySlip"]):
    def open(self) -> RecoverySlipQuerySet:
        """Neither used nor replaced; it may have expired."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)

    def usable(self, *, at: datetime) -> RecoverySlipQuerySet:
        return self.open().filter(expires_at__gt=at)


class RecoverySlip(models.Model):
    """`reason` is what the issuer wrote about how the person was recognised; the code is kept as a digest only."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_slips")
    code_digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = RecoverySlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time slip")
        verbose_name_plural = _("one-time slips")
        constraints = (
            # A second slip ends the first, also when both are issued at once.
            models.UniqueConstraint(
                name="recovery_slip_one_open",
                fields=["member"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} until {self.expires_at:%Y-%m-%d %H:%M}"
