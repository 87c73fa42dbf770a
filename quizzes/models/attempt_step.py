"""What happened in an attempt, in order. Marks are a replay of this list, so nothing in it ever changes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.append_only import AppendOnly, AppendOnlyQuerySet
from quizzes.models.attempt import Attempt


class StepKind(models.TextChoices):
    STARTED = "started", _("started")
    ANSWERED = "answered", _("answered")
    SUBMITTED = "submitted", _("submitted")
    EXPIRED = "expired", _("time was up")


class AttemptStepQuerySet(AppendOnlyQuerySet["AttemptStep"]):
    def answers(self) -> AttemptStepQuerySet:
        """Answer steps, oldest first: the last one of a question stands."""
        return self.filter(kind=StepKind.ANSWERED).order_by("number")


class AttemptStep(AppendOnly):
    """`number` counts from 1 in its attempt and is also its lock: who writes the next number has seen all before it.

    `item`, `client_seq` and `payload` belong to answers; a payload of None is a blank.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    item = models.ForeignKey(
        "quizzes.AttemptItem", null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    client_seq = models.PositiveBigIntegerField(null=True, blank=True)
    payload: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    objects = AttemptStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an attempt")
        verbose_name_plural = _("steps of an attempt")
        constraints = (
            # An answer that meets a submission: one of them gets the number, the other looks again. So no answer is
            # acknowledged that the marks have not seen, and two submissions grade once.
            models.UniqueConstraint(name="attempt_step_number", fields=["attempt", "number"]),
            # The same answer sent twice at once, by an impatient network, is one answer.
            models.UniqueConstraint(name="attempt_step_client_seq", fields=["attempt", "item", "client_seq"]),
            models.CheckConstraint(
                name="attempt_step_answer_names_item",
                condition=Q(kind=StepKind.ANSWERED, item__isnull=False, client_seq__gte=1)
                | (~Q(kind=StepKind.ANSWERED) & Q(item__isnull=True, client_seq__isnull=True, payload__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id} #{self.number} {self.kind}"
