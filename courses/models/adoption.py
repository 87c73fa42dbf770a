"""A course of a parent institution, shown below with a local introduction: by reference, so revisions follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, CourseState
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths
from school.organisation.tree_paths import prefixes


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def in_force(self) -> AdoptionQuerySet:
        """Not ended, of a course that is published, may be reused, and still belongs to an organisation above."""
        owner = "course__organisation__path"
        above = Q(organisation__path__gt=F(owner), beginning=F(owner))
        found = self.annotate(beginning=Substr("organisation__path", 1, Length(owner)))
        return found.filter(above, ended_at__isnull=True, course__state=CourseState.PUBLISHED, course__reusable=True)

    def reaching(self, place: str) -> AdoptionQuerySet:
        """Taken over by the organisation at this place or by one above it, the nearest first."""
        return self.by_any(prefixes(place)).order_by("-organisation__path")

    def by_any(self, paths: Sequence[Any]) -> AdoptionQuerySet:
        """Taken over by the organisations at exactly these places."""
        return self.filter(organisation__path__in=paths)

    def editable_by(self, authority: Authority) -> AdoptionQuerySet:
        """Where an office to author courses reaches the adopter; the twin of `permissions.can_end_adoption`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))


class Adoption(models.Model):
    """Members of `organisation` and below see `course` as its owner published it, with `introduction` above."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    introduction = models.TextField(_("Introduction"), max_length=1000, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adopted course")
        verbose_name_plural = _("adopted courses")
        ordering = ("-adopted_at", "-pk")
        constraints = (
            # A double click must not take it over twice.
            models.UniqueConstraint(
                name="adoption_once", fields=["course", "organisation"], condition=Q(ended_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} → {self.organisation_id}"
