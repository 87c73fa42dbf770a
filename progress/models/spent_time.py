"""The wall time a member has spent on recordings: every second once (DESIGN §2.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.intervals import Intervals


class SpentTime(models.Model):
    """One day of one member, over all sessions, tabs and devices. Nobody but the member is shown it.

    `spent` is an interval set in milliseconds since 1970, cut at the midnights of the school's time zone;
    `offline_ms` is how much of it was reported late.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    spent: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField(default=list)
    offline_ms = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("spent time")
        constraints = (
            # Two devices that report the first second of a day at once must meet in one row.
            models.UniqueConstraint(name="spent_time_once", fields=["member", "day"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.day}"

    @property
    def intervals(self) -> Intervals:
        return tuple((start, end) for start, end in self.spent)
