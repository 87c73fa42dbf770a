"""A correction (更正): what was wrong in a published course, and what is right. It is kept for ever."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.errors import RevisionIsImmutable
from courses.models.course import Course
from courses.models.lecture import Lecture
from courses.models.revision import CourseRevision, Frozen
from school.identifiers import PublicIdField


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def update(self, **values: Any) -> NoReturn:
        raise RevisionIsImmutable

    def about(self, lecture: Lecture) -> CorrectionQuerySet:
        """Those of this lecture, the newest first."""
        return self.filter(lecture=lecture)


class Correction(Frozen):
    """About one lecture, or about the course as a whole where `lecture` is None; `revision` is what members saw."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="corrections")
    lecture = models.ForeignKey(Lecture, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    revision = models.ForeignKey(CourseRevision, on_delete=models.PROTECT, related_name="+")
    wrong = models.TextField(_("What was wrong"), max_length=1000)
    right = models.TextField(_("What is right"), max_length=1000)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.wrong[:40]
