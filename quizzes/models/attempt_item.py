"""A question as one attempt asks it: the version that was frozen when the quiz was published."""

from __future__ import annotations

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.attempt_step import AttemptStep
from quizzes.models.question import QuestionVersion
from quizzes.projection import Asked
from school.identifiers import LENGTH


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    def in_order(self) -> AttemptItemQuerySet:
        """As the quiz had them, with what is needed to show them."""
        return self.select_related("question_version__question").order_by("position")

    def with_latest_step(self) -> AttemptItemQuerySet:
        """Adds `last_number` (of the attempt), `last_seq` and `last_payload` (of this question); None without any."""
        steps = AttemptStep.objects.filter(attempt=OuterRef("attempt")).order_by("-number")
        answers = AttemptStep.objects.filter(item=OuterRef("pk")).order_by("-number")
        return self.select_related("attempt", "question_version__question").annotate(
            last_number=Subquery(steps.values("number")[:1]),
            last_seq=Subquery(answers.values("client_seq")[:1]),
            last_payload=Subquery(answers.values("payload")[:1]),
        )


class AttemptItem(models.Model):
    """`item_id` is the opaque id of the quiz item or timeline question that was frozen, the same in every attempt.

    On a timeline `mark` is what the first answer earned, and `settled_at` when no further answer was asked for; in a
    quiz the mark waits for the submission and nothing is settled by itself.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    item_id = models.CharField(max_length=LENGTH)
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    max_mark = models.DecimalField(max_digits=5, decimal_places=2)
    mark = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of an attempt")
        constraints = (
            # A start that is repeated half-way must not ask twice.
            models.UniqueConstraint(name="attempt_item_once", fields=["attempt", "item_id"]),
            models.UniqueConstraint(name="attempt_item_position", fields=["attempt", "position"]),
            # Whatever grading or regrading computes, no question gives more than it is worth.
            models.CheckConstraint(
                name="attempt_item_mark_within_maximum",
                condition=Q(mark=None) | Q(mark__gte=0, mark__lte=F("max_mark")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"

    def asked(self, attempt: Attempt) -> Asked:
        """For the projection and for reading answers; `attempt` is this item's own."""
        version = self.question_version
        return Asked(
            item=self.item_id,
            position=self.position,
            kind=version.question.kind,
            stem=version.stem,
            content=version.typed_content(),
            max_mark=self.max_mark,
            seed=attempt.seed,
        )
