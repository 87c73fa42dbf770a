"""One opening of a recording on one device: the clock that its beats count from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture, LectureRevision
from media.models import Asset
from progress.models.rule_set import RuleVersion
from school.identifiers import PublicIdField


class ClosingReason(models.TextChoices):
    SIGNED_OUT = "signed_out", _("the sign-in ended")
    LECTURE_CLOSED = "lecture_closed", _("the lecture was closed")


class ViewingSession(models.Model):
    """`opened_at` is t0 by the server's clock; wall time after `closed_at` no longer counts, time before it does.

    `carried` is the bitmap of what the member had then of earlier recordings that count for this one: it adds to what
    the lecture is judged by, and to no coverage.
    """

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="viewing_sessions")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="+")
    lecture_revision = models.ForeignKey(LectureRevision, on_delete=models.PROTECT, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    carried = models.BinaryField(default=bytes)
    sign_in = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=20, choices=ClosingReason.choices, blank=True)

    class Meta:
        verbose_name = _("viewing session")
        indexes = (
            models.Index(fields=["sign_in"], name="viewing_of_sign_in", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["member", "lecture"], name="viewing_of_member"),
        )
        constraints = (
            # Two processes that notice the end at once must not leave a time without its reason.
            models.CheckConstraint(
                name="viewing_closed_for_a_reason",
                condition=Q(closed_at__isnull=True, closing_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closing_reason="")),
            ),
        )

    def __str__(self) -> str:
        return self.public_id
