"""A lecture: a lasting identity to which completion and credit are tied, and the draft of its content."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.kinds import kind_of
from courses.models.chapter import Chapter
from courses.models.course import Course
from courses.models.labels import Labelled
from courses.page_times import PageTimes
from media.models import Asset
from school.identifiers import PublicIdField
from school.organisation.authority import Authority


class LectureQuerySet(models.QuerySet["Lecture"]):
    def in_draft(self) -> LectureQuerySet:
        """Lectures that are neither taken out nor in a chapter that is, in the order of the course."""
        return self.filter(removed_at__isnull=True, chapter__removed_at__isnull=True).order_by(
            "chapter__position", "position"
        )

    def before(self, lecture: Lecture) -> LectureQuerySet:
        """The lectures of the same draft that come before this one."""
        chapter = lecture.chapter
        earlier = Q(chapter__position__lt=chapter.position) | Q(chapter=chapter, position__lt=lecture.position)
        return self.in_draft().filter(earlier, chapter__course=chapter.course_id)

    def visible_to(self, authority: Authority) -> LectureQuerySet:
        """Lectures of the current revision of a course that the member may see, open or not."""
        return self.filter(
            revisions__revision=F("chapter__course__published_revision"),
            chapter__course__in=Course.objects.visible_to(authority).order_by(),
        )

    def editable_by(self, authority: Authority) -> LectureQuerySet:
        """Lectures in the drafts of courses that the member may edit."""
        return self.in_draft().filter(chapter__course__in=Course.objects.editable_by(authority).order_by())


class Lecture(Labelled):
    """`minutes` is the nominal length (0: to be measured when published); `gate` follows `courses.availability`.

    Of a recording, what lies before `intro_ends_ms` and after `credits_start_ms` need not be watched. Slides show the
    pages of `deck`; where an `asset` is spoken to them, `page_times` says when each page begins (`courses.page_times`).
    A lecture that hands out a file has it as its `deck` too.
    """

    public_id = PublicIdField()
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="lectures")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    body = models.TextField(_("text"), max_length=100_000, blank=True)
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deck = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    page_times: models.JSONField[PageTimes, PageTimes] = models.JSONField(default=list, blank=True)
    minutes = models.DecimalField(_("minutes"), max_digits=6, decimal_places=2, default=Decimal(0))
    intro_ends_ms = models.PositiveIntegerField(null=True, blank=True)
    credits_start_ms = models.PositiveIntegerField(null=True, blank=True)
    gate: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Grows with every change of what the lecture's form asks: what was written on an older one is late."""

    objects = LectureQuerySet.as_manager()

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        constraints = (
            # Two authors who add a lecture at once would both take the last place.
            models.UniqueConstraint(
                name="lecture_position", fields=["chapter", "position"], condition=Q(removed_at__isnull=True)
            ),
            # Two forms that each set one end must not leave nothing to watch between them.
            models.CheckConstraint(
                name="lecture_credits_after_intro",
                condition=Q(intro_ends_ms__isnull=True)
                | Q(credits_start_ms__isnull=True)
                | Q(credits_start_ms__gt=F("intro_ends_ms")),
            ),
            models.CheckConstraint(name="lecture_minutes_not_negative", condition=Q(minutes__gte=0)),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(kind_of(self.kind).label)
