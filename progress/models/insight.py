"""What an author may know of a lecture: sums over at least five people, moved on by at least five (decision 0035)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture


class LectureInsight(models.Model):
    """The state that is shown. `people` opened the recording by then, `reach` counts them by second; `completed` is
    None while fewer than five have; `items` are sums by question. `earlier`: over how many people the state was that
    was shown of each recording before, by its id; one that comes back goes on from there. `asked_at`: it is being
    worked out anew."""

    lecture = models.OneToOneField(Lecture, on_delete=models.PROTECT, related_name="+")
    asset_id = models.BigIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(null=True, blank=True)
    reach: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    items: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    earlier: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("insight into a lecture")

    def __str__(self) -> str:
        return f"{self.lecture_id} · {self.people}"
