"""A draft of captions that a machine is asked to make. The row is the truth; the queue only carries hints."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset
from media.transcribing_failures import SENTENCES, TranscribingFailure


class TranscriptionState(models.TextChoices):
    """waiting → running → done or failed; a dead worker's work falls back to waiting."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("At work")
    DONE = "done", _("Done")
    FAILED = "failed", _("Did not succeed")


UNDER_WAY = (TranscriptionState.WAITING, TranscriptionState.RUNNING)


class TranscriptionQuerySet(models.QuerySet["Transcription"]):
    """The sentences in which transcriptions are asked for."""

    def under_way(self) -> Self:
        """Asked for, and neither done nor given up."""
        return self.filter(state__in=UNDER_WAY)

    def free(self, *, at: datetime) -> Self:
        """Work that nobody holds and whose time has come, the oldest first."""
        unheld = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.under_way().filter(unheld, not_before__lte=at).order_by("asked_at", "pk")


class Transcription(models.Model):
    """`failure_code` is one of `media.transcribing_failures`."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="transcriptions")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=TranscriptionState.choices, default=TranscriptionState.WAITING)
    failure_code = models.CharField(max_length=32, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = TranscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two clicks, or two authors, ask once.
            models.UniqueConstraint(
                fields=["asset", "language"],
                condition=Q(state__in=UNDER_WAY),
                name="transcription_once_under_way",
            ),
            models.CheckConstraint(
                name="transcription_failed_has_reason",
                condition=(Q(state=TranscriptionState.FAILED) & ~Q(failure_code=""))
                | (~Q(state=TranscriptionState.FAILED) & Q(failure_code="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.language}"

    @property
    def failure_sentence(self) -> str:
        """The reason in the active language; empty unless it failed."""
        return str(SENTENCES[TranscribingFailure(self.failure_code)]) if self.failure_code else ""
