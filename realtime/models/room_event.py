"""The room log: append-only, numbered without holes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realtime.models.study_session import StudySession


class EventKind(models.TextChoices):
    OPENED = "opened", _("opened")
    MESSAGE = "message", _("message")
    ENDED = "ended", _("ended")
    REGISTERED = "registered", _("register confirmed")


class RoomEventQuerySet(models.QuerySet["RoomEvent"]):
    def after(self, number: int) -> RoomEventQuerySet:
        """Lines after this number, in order, with their members."""
        return self.filter(number__gt=number).order_by("number").select_related("member")


class RoomEvent(models.Model):
    """One line of the log. `payload` of a message is `{"text": …}`; other kinds have none."""

    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=36, blank=True)
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = RoomEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a room log")
        verbose_name_plural = _("lines of room logs")
        indexes = (models.Index(fields=["session", "member", "at"], name="room_event_of_member"),)
        constraints = (
            # Two people who speak in the same instant: the row lock orders them, and where a lock does nothing
            # (SQLite) this makes the second writer fail instead of overwriting.
            models.UniqueConstraint(name="room_event_number", fields=["session", "number"]),
            # A message sent again after a lost acknowledgement, perhaps to another process, is the same message.
            models.UniqueConstraint(
                name="room_event_said_once", fields=["session", "member", "client_id"], condition=~Q(client_id="")
            ),
            models.CheckConstraint(name="room_event_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="room_event_message_has_client_id",
                condition=Q(kind="message") & ~Q(client_id="") | ~Q(kind="message") & Q(client_id=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id} #{self.number} {self.kind}"

    @property
    def text(self) -> str:
        """What was said; empty for lines that are not messages."""
        return str(self.payload.get("text", ""))
