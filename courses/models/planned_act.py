"""Publishing or withdrawing at a time that the author chose."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField


class Invited(TypedDict):
    """An `Invitation` as JSON: the organisation by its primary key."""

    organisation: int
    stage: str
    role: str


class PlannedKind(models.TextChoices):
    PUBLISH = "publish", _("publish")
    WITHDRAW = "withdraw", _("withdraw")


class PlannedState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    FAILED = "failed", _("not possible")
    CANCELLED = "cancelled", _("cancelled")


class PlannedActQuerySet(models.QuerySet["PlannedAct"]):
    def waiting(self) -> PlannedActQuerySet:
        return self.filter(state=PlannedState.WAITING)

    def due(self, *, at: datetime) -> PlannedActQuerySet:
        """Whose time has come, the earliest first."""
        return self.waiting().filter(due_at__lte=at).order_by("due_at", "pk")


class PlannedAct(models.Model):
    """`member` asked for it in the office `office_id` and is the one who does it; `audience` is for publishing and
    `reason` for withdrawing; `outcome` says why it was not possible."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="planned_acts")
    kind = models.CharField(max_length=10, choices=PlannedKind.choices)
    due_at = models.DateTimeField(_("at"))
    audience: models.JSONField[list[Invited], list[Invited]] = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=PlannedState.choices, default=PlannedState.WAITING)
    outcome = models.TextField(blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlannedActQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned act")
        verbose_name_plural = _("planned acts")
        ordering = ("-due_at", "-pk")
        indexes = (models.Index(fields=["due_at"], condition=Q(state="waiting"), name="planned_act_waiting"),)
        constraints = (
            # Two authors who plan at once: there is one time for each act, which either may change.
            models.UniqueConstraint(name="planned_act_once", fields=["course", "kind"], condition=Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.course_id} @ {self.due_at:%F %R}"
