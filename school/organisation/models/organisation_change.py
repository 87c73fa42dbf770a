"""What was done to the tree, by whom and why, with what undoing needs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models.organisation import Organisation
from school.organisation.tree_paths import prefixes


class ChangeAct(models.TextChoices):
    FOUNDED = "founded", _("founded")
    EDITED = "edited", _("renamed or changed in kind")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")


# Acts after which the running edge of their node is another one, or none.
_EDGE = (ChangeAct.EDITED, ChangeAct.MOVED, ChangeAct.MERGED, ChangeAct.CLOSED)
_PLACE = (ChangeAct.MOVED, ChangeAct.MERGED, ChangeAct.CLOSED)
_END = (ChangeAct.MERGED, ChangeAct.CLOSED)


class OrganisationChangeQuerySet(models.QuerySet["OrganisationChange"]):
    def about(self, organisation: Organisation) -> OrganisationChangeQuerySet:
        """The history of a node: what was done to it, or brought something to it."""
        return self.filter(Q(organisation=organisation) | Q(other=organisation))

    def in_effect(self) -> OrganisationChangeQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)

    def building_on(self, change: OrganisationChange) -> OrganisationChangeQuerySet:
        """Later changes in effect without which this one cannot be undone, the latest first.

        Undoing puts nodes back where they hung. So nothing may have changed their edges since, no place above the
        old one may have moved (the nodes could come to lie above themselves, today or on a day between), and the
        place must be open.
        """
        later = self.in_effect().filter(pk__gt=change.pk)
        return later.filter(_BUILDING_ON[ChangeAct(change.act)](change)).order_by("-pk")


class OrganisationChange(models.Model):
    """One act upon `organisation`; `before` and `after` hold the facts that undoing restores, by public ids."""

    public_id = PublicIdField()
    act = models.CharField(max_length=10, choices=ChangeAct.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="changes")
    other = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OrganisationChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the tree")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.act} {self.organisation_id} {self.on}"

    @property
    def returning(self) -> list[str]:
        """Public ids of the nodes whose edge undoing puts back."""
        edges = [self.before["edge"], *self.before.get("children", ())] if "edge" in self.before else []
        return [edge["node"] for edge in edges]


def _edges_since(change: OrganisationChange) -> Q:
    """Changes of the returning nodes' edges; merging the node above them gave them another one, too."""
    above = change.other_id if change.act in _PLACE else change.organisation.parent_id
    own = Q(organisation__public_id__in=change.returning, act__in=_EDGE)
    return own | Q(organisation=above, act=ChangeAct.MERGED)


def _way_back(change: OrganisationChange) -> Q:
    """Changes of the old place and of those above it."""
    old = Organisation.objects.filter(public_id=change.before["edge"]["parent"]).values_list("path", flat=True)
    above = prefixes(old[0])
    moved = Q(organisation__path__in=above, act__in=_PLACE)
    return moved | Q(other__path__in=above, act=ChangeAct.MERGED)


def _in_use(founded: int | None) -> Q:
    return Q(organisation=founded) | Q(other=founded)


_BUILDING_ON: dict[ChangeAct, Callable[[OrganisationChange], Q]] = {
    ChangeAct.FOUNDED: lambda change: _in_use(change.organisation_id),
    ChangeAct.SPLIT: lambda change: _in_use(change.other_id) | Q(organisation=change.organisation_id, act__in=_END),
    ChangeAct.EDITED: _edges_since,
    ChangeAct.MOVED: lambda change: _edges_since(change) | _way_back(change),
    ChangeAct.MERGED: lambda change: _edges_since(change) | _way_back(change),
    ChangeAct.CLOSED: lambda change: Q(organisation=change.other_id, act__in=_END),
}
