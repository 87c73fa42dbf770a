"""Where a member belongs, and from when until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.organisation.models.organisation import Organisation
from school.organisation.scope import within_paths


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def lasting(self, day: date) -> AffiliationQuerySet:
        """Those that hold on that day, at most one a member; the twin of `Affiliation.lasts_on`."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def lasting_within(self, *paths: str, on: date) -> AffiliationQuerySet:
        """Those that hold on that day at a place within any of the subtrees."""
        return self.lasting(on).filter(within_paths("organisation__path", paths))


class Affiliation(models.Model):
    """`starts_on` is the first day, `ends_on` the first day no longer (None: still running)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

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
        """Twin of `AffiliationQuerySet.lasting`."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
