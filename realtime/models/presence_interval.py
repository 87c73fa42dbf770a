"""When a member's device was in a room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime.models.study_session import StudySession

STALE_AFTER = timedelta(seconds=90)
"""A device not heard of for so long has left, as of when it was last heard of."""


class PresenceIntervalQuerySet(models.QuerySet["PresenceInterval"]):
    def running(self, *, at: datetime) -> PresenceIntervalQuerySet:
        """Devices that are in their room now."""
        return self.filter(left_at__isnull=True, last_seen_at__gte=at - STALE_AFTER)

    def people_in(self, session: StudySession, *, at: datetime) -> int:
        """How many people are in the room now, however many devices they hold."""
        return self.running(at=at).filter(session=session).values("member").distinct().count()

    def stale(self, *, at: datetime) -> PresenceIntervalQuerySet:
        """Devices that vanished without leaving: a killed process, a dead battery."""
        return self.filter(left_at__isnull=True, last_seen_at__lt=at - STALE_AFTER)


class PresenceInterval(models.Model):
    """`last_seen_at` is written while the device is there, so a killed process costs at most one beat."""

    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="presence")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=32)
    joined_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = PresenceIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence in a room")
        verbose_name_plural = _("presences in rooms")
        indexes = (
            models.Index(fields=["session", "member"], name="presence_of_member"),
            models.Index(fields=["last_seen_at"], condition=Q(left_at__isnull=True), name="presence_running"),
        )
        constraints = (
            # A device that joins twice at once (two tabs that poll, a retried request) is there once.
            models.UniqueConstraint(
                name="presence_one_running", fields=["session", "member", "device"], condition=Q(left_at__isnull=True)
            ),
            models.CheckConstraint(name="presence_seen_after_joining", condition=Q(last_seen_at__gte=F("joined_at"))),
            models.CheckConstraint(
                name="presence_left_after_joining", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} @ {self.session_id} {self.joined_at:%H:%M}"

    @property
    def until(self) -> datetime:
        """Where the interval ends, as far as it is known."""
        return self.left_at or self.last_seen_at
