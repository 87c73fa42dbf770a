"""Which lecture asks which quiz. The upper app owns the link, so courses knows nothing of quizzes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture
from quizzes.models.quiz import Quiz


class LectureQuiz(models.Model):
    """A one-to-one on both sides: two authors who open a new quiz lecture at once make one quiz, not two."""

    lecture = models.OneToOneField(Lecture, on_delete=models.PROTECT, related_name="+")
    quiz = models.OneToOneField(Quiz, on_delete=models.PROTECT, related_name="link")

    class Meta:
        verbose_name = _("quiz of a lecture")
        verbose_name_plural = _("quizzes of lectures")

    def __str__(self) -> str:
        return f"{self.lecture_id} → {self.quiz_id}"
