"""Reading an article: which of its sections a member has reached, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture, LectureRevision
from progress.models.rule_set import RuleVersion


class Reading(models.Model):
    """A member's reading of one published text. Its shortest time counts from `counts_from`: the first opening, moved
    on by the shortest time of every other text that the member finished meanwhile, so that no minute counts twice."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="+")
    lecture_revision = models.ForeignKey(LectureRevision, on_delete=models.PROTECT, related_name="+")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    counts_from = models.DateTimeField()

    class Meta:
        verbose_name = _("reading")
        constraints = (
            # Two tabs of one article share one clock: the earlier.
            models.UniqueConstraint(name="reading_once", fields=["member", "lecture_revision"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} · {self.lecture_revision_id}"


class SectionReached(models.Model):
    """A fact of record. `section` counts from 1, as the sections of the published text do."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="sections")
    section = models.PositiveSmallIntegerField()
    reached_at = models.DateTimeField()

    class Meta:
        verbose_name = _("section reached")
        constraints = (
            # A report that is sent twice reaches the section once, the first time.
            models.UniqueConstraint(name="section_reached_once", fields=["reading", "section"]),
        )

    def __str__(self) -> str:
        return f"{self.reading_id} § {self.section}"
