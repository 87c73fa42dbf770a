"""Where a node hung in the tree, and what it was called, from when until when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.organisation.dated_tree import DatedTree, Placed, build_tree
from school.organisation.models.organisation import Organisation


class OrganisationEdgeQuerySet(models.QuerySet["OrganisationEdge"]):
    def in_force(self, day: date) -> OrganisationEdgeQuerySet:
        """One row a node that existed on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def tree_on(self, day: date) -> DatedTree:
        """The whole tree as it was on that day, in one query."""
        rows = self.in_force(day).order_by("organisation__path")
        return build_tree(
            Placed(*row)
            for row in rows.values_list(
                "organisation_id", "organisation__public_id", "parent_id", "kind", "name", "short_name"
            )
        )


class OrganisationEdge(models.Model):
    """`Organisation` itself holds today's parent, name and kind; these rows hold every day's (DESIGN §2.1).

    `ends_on` is the first day no longer; None means still so.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="edges")
    parent = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = OrganisationEdgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the tree")
        constraints = (
            models.UniqueConstraint(
                name="organisation_edge_one_current", fields=["organisation"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="organisation_edge_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.starts_on}–{self.ends_on or ''}"
