"""To whom a course is open: everybody who belongs to an organisation or below it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.organisation.models import Organisation


class CourseAudience(models.Model):
    """One organisation, with everything under it, that a course is published to."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="audiences")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = (
            # Publishing twice at once to the same branch would list it twice.
            models.UniqueConstraint(name="course_audience_once", fields=["course", "organisation"]),
        )

    def __str__(self) -> str:
        return f"{self.course_id} → {self.organisation_id}"
