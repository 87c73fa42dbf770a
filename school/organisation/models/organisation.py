"""Committees, general branches, branches and groups: one tree, the source of every scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models.organisation_kind import OrganisationKind
from school.organisation.models.searched_text import SearchedTextField
from school.organisation.names import fold
from school.organisation.scope import within_paths
from school.organisation.tree_paths import MAX_DEPTH, WIDTH, is_within

if TYPE_CHECKING:
    from school.organisation.authority import Authority, Right


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, *paths: str) -> OrganisationQuerySet:
        """The nodes at these paths and everything below them."""
        return self.filter(within_paths("path", paths))

    def still_open(self) -> OrganisationQuerySet:
        """Neither closed nor merged into another."""
        return self.filter(closed_on__isnull=True)

    def overseen_by(self, authority: Authority, *rights: Right) -> OrganisationQuerySet:
        """Where any of these rights reaches today; the twin of `Authority.covers`."""
        return self.within(*(path for right in rights for path in authority.paths(right)))

    def that_existed(self) -> OrganisationQuerySet:
        """Without those whose founding was undone: they held on no day."""
        edges = apps.get_model("organisation", "OrganisationEdge").objects.filter(organisation=models.OuterRef("pk"))
        return self.filter(models.Q(closed_on__isnull=True) | models.Exists(edges))

    def called(self, text: str) -> OrganisationQuerySet:
        """Nodes whose name or short name holds every word; case, width, dots and spaces within do not matter."""
        found = self
        for word in text.split():
            found = found.filter(search_text__contains=fold(word))
        return found


class Organisation(models.Model):
    """A node as it stands today; `OrganisationEdge` holds every other day.

    `path` is assigned by `services.founding` and `services.moving` and is the only thing scope looks at.
    """

    public_id = PublicIdField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=WIDTH * MAX_DEPTH, unique=True, editable=False)
    kind = models.ForeignKey(OrganisationKind, on_delete=models.PROTECT, related_name="+", db_column="kind")
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    search_text = SearchedTextField(max_length=170, derive=lambda node: f"{fold(node.name)} {fold(node.short_name)}")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("path",)
        constraints = (
            # A second root would belong to nobody's scope.
            models.UniqueConstraint(
                Coalesce("parent", 0), name="organisation_one_root", condition=models.Q(parent__isnull=True)
            ),
            models.CheckConstraint(name="organisation_path_not_empty", condition=~models.Q(path="")),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def depth(self) -> int:
        """1 for the root."""
        return len(self.path) // WIDTH

    def is_within(self, other: Organisation) -> bool:
        """Whether this is `other` or lies below it."""
        return is_within(self.path, other.path)
