"""Who keeps a course fresh, and until when it has to be looked at again."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.organisation.models import Organisation


class CourseCareQuerySet(models.QuerySet["CourseCare"]):
    def overdue(self, *, on: date) -> CourseCareQuerySet:
        """Of published courses that should have been looked at before this day."""
        return self.filter(review_by__lt=on, course__state="published")


class CourseCare(models.Model):
    """The office to author courses at `organisation` looks after the course; `named` is whom it asks first, if anyone.
    `review_by` is the last day on which it is fresh without having been looked at."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="care")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    named = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_by = models.DateField(null=True, blank=True)

    objects = CourseCareQuerySet.as_manager()

    class Meta:
        verbose_name = _("care of a course")
        verbose_name_plural = _("care of courses")
        indexes = (models.Index(fields=["review_by"], name="course_care_due", condition=Q(review_by__isnull=False)),)

    def __str__(self) -> str:
        return f"{self.course_id} · {self.review_by}"


class CourseLook(models.Model):
    """Somebody looked at a course as a whole and found it fresh, or noted what is to be done. Written once."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    review_by = models.DateField()

    class Meta:
        verbose_name = _("look at a course")
        verbose_name_plural = _("looks at courses")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.course_id} · {self.at}"
