"""The draft of a quiz: its rules and its questions in order. Attempts never look here, only at what was frozen."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.question import Question
from school.identifiers import PublicIdField

LONGEST_MINUTES = 24 * 60


class Release(models.TextChoices):
    """When right answers and explanations are shown. Marks are always shown after submitting."""

    AFTER_SUBMIT = "after_submit", _("after each attempt")
    AFTER_LAST = "after_last", _("when it is passed, or no attempt is left")


class Quiz(models.Model):
    """`attempts_allowed` and `time_limit_minutes` are None for no limit."""

    public_id = PublicIdField()
    title = models.CharField(_("title"), max_length=120)
    pass_percent = models.PositiveSmallIntegerField(
        _("marks needed to pass, in percent"), default=60, validators=[MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
    )
    release = models.CharField(
        _("answers and explanations are shown"),
        max_length=12,
        choices=Release.choices,
        default=Release.AFTER_SUBMIT,
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = (
            # The services check these too; a script that writes past them must not make an unpassable quiz.
            models.CheckConstraint(name="quiz_pass_percent", condition=Q(pass_percent__lte=100)),
            models.CheckConstraint(
                name="quiz_attempts_allowed", condition=Q(attempts_allowed__isnull=True) | Q(attempts_allowed__gte=1)
            ),
            models.CheckConstraint(
                name="quiz_time_limit",
                condition=Q(time_limit_minutes__isnull=True)
                | Q(time_limit_minutes__gte=1, time_limit_minutes__lte=LONGEST_MINUTES),
            ),
        )

    def __str__(self) -> str:
        return self.title


class QuizItemQuerySet(models.QuerySet["QuizItem"]):
    def in_order(self) -> QuizItemQuerySet:
        return self.order_by("position")


class QuizItem(models.Model):
    """A question at its place; `position` counts from 1, and 0 is the place of one that is being moved."""

    public_id = PublicIdField()
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    max_mark = models.DecimalField(_("marks"), max_digits=5, decimal_places=2, default=Decimal(1))

    objects = QuizItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        constraints = (
            # Two authors who add a question at once would both take the last place.
            models.UniqueConstraint(name="quiz_item_position", fields=["quiz", "position"]),
            # A double click on "add" must not ask the same thing twice.
            models.UniqueConstraint(name="quiz_item_question_once", fields=["quiz", "question"]),
            # A worthless question would divide by nothing in every statistic.
            models.CheckConstraint(name="quiz_item_max_mark", condition=Q(max_mark__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.position}"
