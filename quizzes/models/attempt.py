"""One member's attempt at a quiz lecture, tied to the revision that was published when it began."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture, LectureRevision
from quizzes.timing import GRACE, is_over
from school.identifiers import PublicIdField
from school.organisation.models import Member


class AttemptState(models.TextChoices):
    """`expired`: the server submitted what was there when the time was over."""

    OPEN = "open", _("under way")
    SUBMITTED = "submitted", _("submitted")
    EXPIRED = "expired", _("submitted when time was up")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, member: Member) -> AttemptQuerySet:
        """The member's own, under every record of the person; nobody else's attempt exists for a learner."""
        return self.filter(member__in=member.records())

    def at_quizzes(self) -> AttemptQuerySet:
        """Those that are begun, submitted and marked as a whole; the others answer questions on a timeline."""
        return self.filter(on_timeline=False)

    def under_way(self) -> AttemptQuerySet:
        return self.filter(state=AttemptState.OPEN)

    def closed(self) -> AttemptQuerySet:
        """Submitted by the member or by the clock."""
        return self.exclude(state=AttemptState.OPEN)

    def overdue(self, at: datetime) -> AttemptQuerySet:
        """Under way although deadline and grace have passed; the twin of `Attempt.is_overdue`."""
        return self.under_way().filter(deadline__lt=at - GRACE)


class Attempt(models.Model):
    """`seed` shuffles options and names them: it is a secret of the server. Marks are None until submitted.

    One `on_timeline` holds the answers to the questions on a recording's timeline: one for each revision, which stays
    open, because every question there is settled by itself.
    """

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="+")
    lecture_revision = models.ForeignKey(LectureRevision, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on_timeline = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN)
    seed = models.CharField(max_length=32, editable=False)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    max_mark = models.DecimalField(max_digits=9, decimal_places=2)
    passed = models.BooleanField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = (
            # A double tap on "start", or two devices at once, must find one open attempt, not make two.
            models.UniqueConstraint(
                name="attempt_one_open",
                fields=["member", "lecture"],
                condition=Q(state=AttemptState.OPEN, on_timeline=False),
            ),
            # Two devices that answer the first question of a timeline at once share one attempt.
            models.UniqueConstraint(
                name="attempt_one_a_timeline", fields=["member", "lecture_revision"], condition=Q(on_timeline=True)
            ),
            # Its questions are settled one by one, so nothing may close it.
            models.CheckConstraint(
                name="attempt_on_timeline_open", condition=Q(on_timeline=False) | Q(state=AttemptState.OPEN)
            ),
            # A start that meets a submission could otherwise hand out the same number twice, and one attempt too many.
            models.UniqueConstraint(name="attempt_number", fields=["member", "lecture", "number"]),
            # A submission that is cut off half-way must not leave a closed attempt without marks.
            models.CheckConstraint(
                name="attempt_closed_has_marks",
                condition=Q(state=AttemptState.OPEN, submitted_at=None, mark=None, passed=None)
                | (
                    ~Q(state=AttemptState.OPEN)
                    & Q(submitted_at__isnull=False, mark__isnull=False, passed__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="attempt_mark_within_maximum",
                condition=Q(mark=None) | Q(mark__gte=0, mark__lte=F("max_mark")),
            ),
            models.CheckConstraint(
                name="attempt_deadline_after_start", condition=Q(deadline=None) | Q(deadline__gt=F("started_at"))
            ),
        )
        indexes = (
            # The sweep of every minute looks only at what has a deadline and is open.
            models.Index(
                name="attempt_deadline",
                fields=["deadline"],
                condition=Q(state=AttemptState.OPEN, deadline__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.state == AttemptState.OPEN

    def is_overdue(self, at: datetime) -> bool:
        """Whether it should have been submitted by the clock."""
        return self.is_open and is_over(self.deadline, at=at)

    @property
    def rules(self) -> dict[str, Any]:
        """What was frozen at publishing: pass_percent, attempts_allowed, time_limit_minutes, release, items."""
        return self.lecture_revision.content
