"""Where a member belongs, and from when until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.organisation.models.organisation import Organisation


class Affiliation(models.Model):
    """`starts_on` is the first day, `ends_on` the first day no longer (None: still running)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        indexes = (
            models.Index(fields=["organisation", "member"], condition=Q(ends_on__isnull=True), name="affiliation_now"),
        )
        constraints = (
            # Two committees that accept the same member at once: one of them loses.
            models.UniqueConstraint(
                name="affiliation_one_current", fields=["member"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="affiliation_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} @ {self.organisation_id} {self.starts_on}–{self.ends_on or ''}"

    def lasts_on(self, day: date) -> bool:
        """Twin of the filter in `Member.affiliations_on`."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
