"""Rule sets: versioned, effective-dated rule data of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from progress.rules import Rules
from school.organisation.models import Organisation


class RuleSet(models.Model):
    """The rules that hold in one subtree; without an organisation: everywhere that has none of its own."""

    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="rule_set"
    )
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("rule set")
        constraints = (
            # Two first starts at once must not install the general rules twice.
            models.UniqueConstraint(
                Coalesce("organisation", 0),
                name="rule_set_one_general",
                condition=Q(organisation__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.title


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    def in_force(self, *, on: Any, paths: Sequence[Any]) -> RuleVersionQuerySet:
        """Versions that hold on this day at the lowest of these places, which lie above each other: the nearest
        organisation's newest first."""
        return (
            self.filter(Q(rule_set__organisation__isnull=True) | Q(rule_set__organisation__path__in=paths))
            .filter(Q(effective_until__isnull=True) | Q(effective_until__gt=on), effective_from__lte=on)
            .order_by(models.F("rule_set__organisation__path").desc(nulls_last=True), "-effective_from", "-number")
        )


class RuleVersion(models.Model):
    """Immutable once used: a change of rules is a new version with its own first day."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    source = models.TextField()
    body = models.JSONField()

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule version")
        constraints = (
            # Two editors at once: the later one must see the earlier one's version first.
            models.UniqueConstraint(name="rule_version_number", fields=["rule_set", "number"]),
            models.CheckConstraint(
                name="rule_version_in_order",
                condition=Q(effective_until__isnull=True) | Q(effective_until__gt=models.F("effective_from")),
            ),
        )

    def __str__(self) -> str:
        return gettext("%(rules)s, version %(number)d") % {"rules": self.rule_set, "number": self.number}

    @property
    def rules(self) -> Rules:
        """The body as typed data."""
        return Rules.model_validate(self.body)
