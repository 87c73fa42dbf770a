"""A question of the bank at a moment of a recording. Draft until it is published: members meet what was frozen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture
from quizzes.models.question import Question
from quizzes.timeline_rules import Retry
from school.identifiers import PublicIdField

RETRY_LABELS = [
    (Retry.UNTIL_RIGHT.value, _("again until it is right")),
    (Retry.ONCE.value, _("one answer")),
]


class TimelineQuestionQuerySet(models.QuerySet["TimelineQuestion"]):
    def in_order(self) -> TimelineQuestionQuerySet:
        """As the recording reaches them."""
        return self.order_by("at_ms", "pk")


class TimelineQuestion(models.Model):
    """`at_ms` is the moment of the recording; a `required` one must be settled before the lecture is complete;
    `explains` shows the right answer and why, once it is settled."""

    public_id = PublicIdField()
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="timeline_questions")
    at_ms = models.PositiveIntegerField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    required = models.BooleanField(_("required"), default=True)
    retry = models.CharField(_("answering"), max_length=12, choices=RETRY_LABELS, default=Retry.UNTIL_RIGHT.value)
    explains = models.BooleanField(_("show the right answer and why, after answering"), default=True)

    objects = TimelineQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question on a timeline")
        verbose_name_plural = _("questions on timelines")
        constraints = (
            # A double click on "add" must not ask the same thing twice.
            models.UniqueConstraint(name="timeline_question_once", fields=["lecture", "question"]),
        )

    def __str__(self) -> str:
        return f"{self.lecture_id} @ {self.at_ms}"
