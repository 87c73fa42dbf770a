"""A fact of record: what was played in which wall time, as it was accepted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from progress.models.viewing_session import ViewingSession


class AcceptedBeat(models.Model):
    """Written once. Wall times are milliseconds since 1970, media milliseconds of the recording.

    `borrowed` is the wall time before t0 that the session's tolerance took; `digest` tells a repeat from a forgery.
    """

    session = models.ForeignKey(ViewingSession, on_delete=models.PROTECT, related_name="beats")
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    wall_start_ms = models.BigIntegerField()
    wall_end_ms = models.BigIntegerField()
    media: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField()
    rate = models.FloatField()
    borrowed: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField(default=list)
    new_seconds = models.PositiveIntegerField()
    offline_ms = models.PositiveIntegerField(default=0)
    accepted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("accepted beat")
        constraints = (
            # A repeat that races with its original must not be counted beside it.
            models.UniqueConstraint(name="accepted_beat_once", fields=["session", "seq"]),
            models.CheckConstraint(name="accepted_beat_takes_time", condition=Q(wall_end_ms__gt=F("wall_start_ms"))),
        )

    def __str__(self) -> str:
        return f"{self.session_id} #{self.seq}"

    @property
    def is_offline(self) -> bool:
        """Whether a part of it was first reported long after it passed."""
        return self.offline_ms > 0
