"""The link of a session to the lecture that is studied in it; it points down, courses know nothing of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture
from realtime.models.study_session import StudySession


class LectureSession(models.Model):
    """One lecture may be studied in many sessions (each branch holds its own), a session has at most one lecture."""

    session = models.OneToOneField(StudySession, on_delete=models.CASCADE, related_name="lecture_link")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="session_links")

    class Meta:
        verbose_name = _("lecture of a session")
        verbose_name_plural = _("lectures of sessions")

    def __str__(self) -> str:
        return f"{self.session_id} · {self.lecture_id}"
