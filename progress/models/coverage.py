"""What a member has played of a recording."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models import Asset
from progress.coverage import Played, Timeline, from_bytes, to_bytes


class Coverage(models.Model):
    """The bitmap of `progress.coverage`, with the pieces that still wait and the place to resume at.

    `resume_wall_ms` is when (milliseconds since 1970) the member last was at `resume_ms`: a late beat never sets the
    place back. New media is a new asset, so a new row; the old one is kept.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coverage")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    bits = models.BinaryField(default=bytes)
    fringe: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField(default=list)
    resume_ms = models.BigIntegerField(default=0)
    resume_wall_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("coverage")
        constraints = (
            # Two tabs that open the same lecture for the first time share one bitmap.
            models.UniqueConstraint(name="coverage_once", fields=["member", "asset"]),
            # A place before the beginning cannot be resumed.
            models.CheckConstraint(name="coverage_resume_not_negative", condition=models.Q(resume_ms__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.member_id} · {self.asset_id}"

    @property
    def played(self) -> Played:
        return Played(bits=from_bytes(bytes(self.bits)), fringe=tuple((start, end) for start, end in self.fringe))

    def take(self, played: Played, *, timeline: Timeline) -> None:
        """Hold this in memory; saving is the caller's."""
        self.bits = to_bytes(played.bits, timeline=timeline)
        self.fringe = [list(piece) for piece in played.fringe]
