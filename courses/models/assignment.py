"""An assignment: a rule by which a course is asked of people, also of those who join later."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.invitations import Invitation, in_words
from courses.models.course import Course
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation, Role, Stage
from school.organisation.scope import within_paths


class AssignmentQuerySet(models.QuerySet["CourseAssignment"]):
    def in_force(self, day: date) -> AssignmentQuerySet:
        """Those that ask something on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def not_over(self, day: date) -> AssignmentQuerySet:
        """In force on that day or to begin after it."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def over_by(self, day: date) -> AssignmentQuerySet:
        """Those that have ended on that day."""
        return self.filter(ends_on__lte=day)

    def managed_by(self, authority: Authority) -> AssignmentQuerySet:
        """Made for a place within reach of an office to oversee members; twin of `permissions.can_assign_at`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.OVERSEE_MEMBERS)))


class CourseAssignment(models.Model):
    """Asks `course` of everybody whom the invitation (organisation, stage, role) reaches, whenever they join.

    No row is kept per member. Due is `due_on`, or `due_days` days after the later of `starts_on` and the day on which
    the person joined; neither: it has no date. `ends_on` is the first day no longer.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, blank=True, default="")
    role = models.CharField(_("office"), max_length=24, choices=Role.choices, blank=True, default="")
    required = models.BooleanField(_("required"), default=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_days = models.PositiveIntegerField(_("days to complete it"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # The last day on which it was looked up whom to tell, and until which due day people have been reminded.
    told_until = models.DateField(null=True, blank=True)
    reminded_until = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["organisation", "course"], name="assignment_of_place"),)
        constraints = (
            models.CheckConstraint(
                name="assignment_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            # Two ways to say when it is due would contradict each other.
            models.CheckConstraint(
                name="assignment_one_due", condition=Q(due_on__isnull=True) | Q(due_days__isnull=True)
            ),
            # A double click must not ask twice.
            models.UniqueConstraint(
                name="assignment_once",
                fields=["course", "organisation", "stage", "role"],
                condition=Q(ends_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} → {self.organisation_id}"

    @property
    def invitation(self) -> Invitation:
        """Of whom it asks the course; needs the organisation fetched."""
        return Invitation(self.organisation, stage=self.stage, role=self.role)

    @property
    def who(self) -> str:
        """Of whom it asks the course, in words; needs the organisation fetched."""
        return in_words(self.organisation, stage=self.stage, role=self.role)
