"""An enrolment: a course opened to one person by name, for a time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Member


class EnrolmentSource(models.TextChoices):
    """Who wanted it: somebody who named the person, or a training class that she joined."""

    NAMED = "named", _("enrolled by name")
    CLASS = "class", _("enrolled with a training class")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def in_force(self, day: date) -> EnrolmentQuerySet:
        """Those that open their course on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def not_over(self, day: date) -> EnrolmentQuerySet:
        """In force on that day or to begin after it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def of(self, authority: Authority) -> EnrolmentQuerySet:
        """The person's own ones of today, under any of her records."""
        return self.in_force(authority.on).filter(member__in=authority.records or (authority.member_id,))

    def overseen_by(self, authority: Authority) -> EnrolmentQuerySet:
        """Of people within reach of an office to author courses."""
        return self.filter(member__in=Member.objects.overseen_by(authority, Right.AUTHOR_COURSES).values("pk"))


class Enrolment(models.Model):
    """`starts_on` is the first day, `ends_on` the first day no longer (None: still running)."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    source = models.CharField(max_length=8, choices=EnrolmentSource.choices, default=EnrolmentSource.NAMED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-created_at", "-pk")
        constraints = (
            # A double click must not enrol twice.
            models.UniqueConstraint(
                name="enrolment_once", fields=["course", "member", "source"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="enrolment_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} → {self.course_id}"
