"""A condition on an office: its rights over people's data act only while its holder has completed a course."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField
from school.organisation.models import Role

LONGEST_GRACE = 365


class OfficeConditionQuerySet(models.QuerySet["OfficeCondition"]):
    def in_force(self, day: date) -> OfficeConditionQuerySet:
        """Those that hold on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def not_over(self, day: date) -> OfficeConditionQuerySet:
        """Those that hold on that day or will later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class OfficeCondition(models.Model):
    """Holders of `role` have `grace_days`, from the rule's or their own first day, to complete `course`.

    `starts_on` is the first day, `ends_on` the first day no longer. A completion stands for ever, so a training that
    is to be renewed every year is a course of its own every year, and a new rule.
    """

    public_id = PublicIdField()
    role = models.CharField(_("office"), max_length=24, choices=Role.choices)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="office_conditions")
    grace_days = models.PositiveIntegerField(_("days of grace"), validators=[MaxValueValidator(LONGEST_GRACE)])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = OfficeConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition on an office")
        verbose_name_plural = _("conditions on offices")
        ordering = ("role", "pk")
        constraints = (
            # A double click must not ask for the same course twice.
            models.UniqueConstraint(
                name="office_condition_once", fields=["role", "course"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="office_condition_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} → {self.course_id}"
