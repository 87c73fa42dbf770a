"""What members say of a course, without saying who said it (decision 0035)."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course

# What is asked, as the form and the results say it.
LABELS = {
    "clear": _("It was clear and easy to follow"),
    "useful": _("It is useful for my work and life"),
    "length": _("Its length was right"),
    "applicable": _("I can use what I learned"),
    "good": _("What was good?"),
    "better": _("What should be better?"),
}
KEY_LENGTH = 32
PENDING = 0


def random_key() -> str:
    """A key that says nothing about order or time."""
    return secrets.token_hex(KEY_LENGTH // 2)


class EvaluationGiven(models.Model):
    """Only that a member has said something about a course, or never wants to; by day, and nothing of what was said."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    skipped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("evaluation given")
        constraints = (
            # A double click must not count one voice twice.
            models.UniqueConstraint(name="evaluation_given_once", fields=["member", "course"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} · {self.course_id}"


def _scale() -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])


class EvaluationAnswer(models.Model):
    """One voice, from 1 (not at all) to 5 (very much). It knows no member, no time and no session.

    `batch` is 0 while it waits for four others; the rows that wait are written anew with every voice, in random order.
    """

    key = models.CharField(primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    batch = models.PositiveIntegerField(default=PENDING)
    clear = _scale()
    useful = _scale()
    length = _scale()
    applicable = _scale()
    good = models.TextField(max_length=1000, blank=True)
    better = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("evaluation answer")
        indexes = (models.Index(fields=["course", "batch"], name="evaluation_batch"),)
        constraints = (
            # A script that writes past the form must not move an average beyond its scale.
            models.CheckConstraint(
                name="evaluation_scale",
                condition=Q(clear__range=(1, 5), useful__range=(1, 5), length__range=(1, 5), applicable__range=(1, 5)),
            ),
        )

    def __str__(self) -> str:
        return self.key
