"""What an author says of a recording that took the place of another: that it is the same film, or a part of it."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.carrying import Statement
from courses.models.lecture import Lecture
from media.models import Asset


class MediaReplacementQuerySet(models.QuerySet["MediaReplacement"]):
    def statements(self, lecture_ids: Collection[int]) -> dict[int, list[Statement]]:
        """What counts now of these lectures: the last word about each pair of recordings; one query."""
        rows = self.filter(lecture__in=lecture_ids).select_related("before", "after").order_by("pk")
        last = {(row.lecture_id, row.before_id, row.after_id): row for row in rows}
        said: dict[int, list[Statement]] = {}
        for row in last.values():
            if row.offset_seconds is not None:
                said.setdefault(row.lecture_id, []).append(row.as_statement(row.offset_seconds))
        return said


class MediaReplacement(models.Model):
    """Written once; the last row about a pair counts from the next publication on.

    What was at second `s` of `before` is at second `s + offset_seconds` of `after`; None takes back what was said:
    the two are different films.
    """

    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="replacements")
    before = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    offset_seconds = models.IntegerField(null=True, blank=True)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MediaReplacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("replaced recording")
        verbose_name_plural = _("replaced recordings")
        constraints = (
            # A recording that stands for itself would carry its own seconds to other ones.
            models.CheckConstraint(name="media_replacement_of_another", condition=~Q(before=F("after"))),
        )

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"

    def as_statement(self, offset: int) -> Statement:
        """For `courses.carrying`."""
        return Statement(
            before=self.before_id,
            after=self.after_id,
            offset=offset,
            before_length=(self.before.duration_ms or 0) // 1000,
            after_length=(self.after.duration_ms or 0) // 1000,
        )
