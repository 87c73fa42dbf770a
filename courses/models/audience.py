"""To whom a course is open: everybody who belongs to an organisation or below it, or those of a stage or office."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.invitations import Invitation
from courses.models.course import Course
from school.organisation.models import Organisation, Role, Stage


class CourseAudience(models.Model):
    """One invitation: an organisation with everything under it; `stage` and `role` narrow it where they are set."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="audiences")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices, blank=True, default="")
    role = models.CharField(max_length=24, choices=Role.choices, blank=True, default="")

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = (
            # Publishing twice at once to the same people would list them twice.
            models.UniqueConstraint(name="course_audience_once", fields=["course", "organisation", "stage", "role"]),
        )

    def __str__(self) -> str:
        return f"{self.course_id} → {self.organisation_id} {self.stage} {self.role}".rstrip()

    @property
    def invitation(self) -> Invitation:
        """The same as a value; needs the organisation fetched."""
        return Invitation(self.organisation, stage=self.stage, role=self.role)
