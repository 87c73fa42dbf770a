"""What the nightly comparison found and could not mend."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProgressDifferenceQuerySet(models.QuerySet["ProgressDifference"]):
    def standing(self) -> ProgressDifferenceQuerySet:
        """What still differs, and a person has to look at."""
        return self.filter(ended_at__isnull=True)

    def end(self, *, at: datetime) -> int:
        """These no longer differ."""
        return self.standing().update(ended_at=at)


class ProgressDifference(models.Model):
    """`what`, `subject` (opaque ids) and `problem` as `rebuild_progress` prints them."""

    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    problem = models.CharField(max_length=200)
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressDifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("difference of progress")
        constraints = (
            # The nightly comparison and one by hand may find the same thing at once.
            models.UniqueConstraint(
                name="progress_difference_once",
                fields=["what", "subject", "problem"],
                condition=Q(ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.subject}: {self.problem}"
