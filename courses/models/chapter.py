"""A chapter of the draft. Members meet chapters only as headings of a revision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def in_draft(self) -> ChapterQuerySet:
        """Chapters that the author has not taken out, in their order."""
        return self.filter(removed_at__isnull=True).order_by("position")


class Chapter(models.Model):
    """`position` counts from 1 among the chapters in the draft; 0 is the place of one that is being moved."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="chapters")
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=120)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = (
            # Two authors who add a chapter at once would both take the last place.
            models.UniqueConstraint(
                name="chapter_position", fields=["course", "position"], condition=Q(removed_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.title
