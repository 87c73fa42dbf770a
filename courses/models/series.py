"""Series: courses that belong together, in an order, with an introduction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths


class SeriesQuerySet(models.QuerySet["Series"]):
    def in_use(self) -> SeriesQuerySet:
        """Those that were not deleted."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, authority: Authority) -> SeriesQuerySet:
        """With a course that the member may see."""
        parts = SeriesCourse.objects.filter(course__in=Course.objects.visible_to(authority).order_by())
        return self.in_use().filter(pk__in=parts.values("series"))

    def editable_by(self, authority: Authority) -> SeriesQuerySet:
        """Kept where an office to author courses reaches. Every view that edits one fetches it from these."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))


class Series(models.Model):
    """A member sees those of its courses that are open to her, in this order."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("introduction"), max_length=3000, blank=True)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class SeriesCourse(models.Model):
    """One course of a series; `position` counts from 1."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="parts")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="series_parts")
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("course of a series")
        ordering = ("position", "pk")
        constraints = (
            # Adding twice at once would list the course twice.
            models.UniqueConstraint(name="series_course_once", fields=["series", "course"]),
        )

    def __str__(self) -> str:
        return f"{self.series_id} · {self.course_id}"
