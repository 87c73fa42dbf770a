"""The improvement log of a course: what was found, and what was done about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from school.identifiers import PublicIdField
from school.organisation.models import Member


class Found(models.TextChoices):
    """What showed it."""

    INSIGHT = "insight", _("where members stop")
    EVALUATION = "evaluation", _("the evaluation")
    QUESTION = "question", _("a question that fails")
    OTHER = "other", _("something else")


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def still_open(self) -> ImprovementQuerySet:
        return self.filter(closed_at__isnull=True)

    def closed(self) -> ImprovementQuerySet:
        return self.filter(closed_at__isnull=False)


class Improvement(models.Model):
    """One finding. `done` says what was done; it is closed with that, by somebody at a time."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="improvements")
    found_by = models.CharField(_("shown by"), max_length=12, choices=Found.choices, default=Found.OTHER)
    found = models.TextField(_("what was found"), max_length=1000)
    done = models.TextField(_("what was done"), max_length=1000, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        constraints = (
            # Two people who close it at once must not leave a time without a name, or a closing without a deed.
            models.CheckConstraint(
                name="improvement_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(done="")),
            ),
        )

    def __str__(self) -> str:
        return self.found[:40]
