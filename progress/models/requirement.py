"""What a year of study demands of whom, and who is let off."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from progress.models.rule_set import RuleVersion
from school.identifiers import PublicIdField
from school.organisation.models import Organisation
from school.organisation.tree_paths import prefixes


class StudyRequirementQuerySet(models.QuerySet["StudyRequirement"]):
    def for_place(self, path: str, *, year: int) -> StudyRequirementQuerySet:
        """Requirements of that year at this place or above it."""
        return self.filter(year=year, organisation__path__in=prefixes(path))


class StudyRequirement(models.Model):
    """Hours of one calendar year for an audience: a subtree, stages and roles (empty lists mean everyone)."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="study_requirements")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    source = models.TextField(blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    stages = models.JSONField(default=list)
    roles = models.JSONField(default=list)

    objects = StudyRequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("study requirement")
        constraints = (
            models.CheckConstraint(name="requirement_hours_positive", condition=Q(hours__gt=Decimal(0))),
            # Seeding or importing twice must not demand twice.
            models.UniqueConstraint(name="requirement_once", fields=["organisation", "year", "title"]),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Exemption(models.Model):
    """A member need not meet the year's requirement, for a reason that a person gave (DOMAIN §0 D11)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exemptions")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="granted_exemptions"
    )
    granted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemption")
        constraints = (
            # Two secretaries exempt the same member: once is enough.
            models.UniqueConstraint(name="exemption_once", fields=["member", "year"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"
