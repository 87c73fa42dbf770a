"""How many levels of review an organisation asks for, from a day on (rule data: never changed, only followed; of two
for one day the later holds)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models import Organisation
from school.organisation.tree_paths import prefixes

MOST_LEVELS = 3


class ReviewRuleQuerySet(models.QuerySet["ReviewRule"]):
    def in_force(self, paths: Iterable[str], *, on: date) -> list[ReviewRule]:
        """The rule that stands on that day at each of these places, the root's first; places without one are left out.

        One query, and one row for every rule that was ever made there.
        """
        rules = self.filter(organisation__path__in=list(paths), starts_on__lte=on).select_related("organisation")
        latest = {rule.organisation_id: rule for rule in rules.order_by("starts_on", "pk")}
        return sorted(latest.values(), key=lambda rule: rule.organisation.path)

    def asked_of(self, path: str, *, on: date) -> ReviewRule | None:
        """The strictest rule at this place or above it; None where nothing was ever asked."""
        found = self.in_force(prefixes(path), on=on)
        return max(found, key=lambda rule: rule.levels, default=None)


class ReviewRule(models.Model):
    """Courses owned at `organisation` or below it are read on at least `levels` levels from `starts_on` on."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="review_rules")
    levels = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = ReviewRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("review rule")
        verbose_name_plural = _("review rules")
        ordering = ("-starts_on", "-pk")
        constraints = (models.CheckConstraint(name="review_rule_levels", condition=Q(levels__lte=MOST_LEVELS)),)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.levels}"
