"""Revisions: what members were shown, frozen when it was published and never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.carrying import Carried, from_json
from courses.errors import RevisionIsImmutable
from courses.kinds import Completion, kind_of
from courses.models.course import Course, CourseState
from courses.models.labels import Labelled
from courses.models.lecture import Lecture
from courses.scope import opened_to
from media.models import Asset
from school.organisation.authority import Authority


class Frozen(models.Model):
    """A row that is written once: saving it again or deleting it raises RevisionIsImmutable."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise RevisionIsImmutable
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise RevisionIsImmutable


class CourseRevisionQuerySet(models.QuerySet["CourseRevision"]):
    def update(self, **values: Any) -> NoReturn:
        raise RevisionIsImmutable


class CourseRevision(Labelled, Frozen):
    """A course as it was published. `outline` repeats chapters and titles for readers of one row; `rules` names the
    version of the publishing checks that it passed. `audience` and `changes` are the note of the act: whom it was
    published to, and what it changed since the revision before (`courses.changes`). `outgrown` holds what the course
    consisted of before (`courses.lineage`), so that a share of it that was shown is not shown smaller."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    outline: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    outgrown: models.JSONField[list[list[Any]], list[list[Any]]] = models.JSONField(default=list)
    audience: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    changes: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    rules = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CourseRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("course revision")
        verbose_name_plural = _("course revisions")
        constraints = (
            # Two people who publish at once would both make revision n: the second one fails and looks again.
            models.UniqueConstraint(name="course_revision_number", fields=["course", "number"]),
        )

    def __str__(self) -> str:
        return f"{self.title} #{self.number}"


class LectureRevisionQuerySet(models.QuerySet["LectureRevision"]):
    def update(self, **values: Any) -> NoReturn:
        raise RevisionIsImmutable

    def current(self) -> LectureRevisionQuerySet:
        """Those that belong to the revision which members see now."""
        return self.filter(
            revision=F("revision__course__published_revision"),
            revision__course__state=CourseState.PUBLISHED,
        )

    def visible_to(self, authority: Authority) -> LectureRevisionQuerySet:
        """Current ones of the courses that the member may see."""
        return self.current().filter(revision__course__pk__in=opened_to(authority))

    def of_course(self, course_id: str) -> LectureRevisionQuerySet:
        """Of the course with this public id, in order, with what a page about it needs."""
        return self.filter(revision__course__public_id=course_id).for_page().defer("body", "content")

    def for_page(self) -> LectureRevisionQuerySet:
        """In order, with lecture, asset, course and owner; the outline would be read again with every row."""
        rows = self.in_order().select_related("lecture", "asset", "deck", "revision__course__organisation")
        return rows.defer("revision__outline")

    def in_order(self) -> LectureRevisionQuerySet:
        """As the course has them."""
        return self.order_by("chapter_position", "position")


class LectureRevision(Labelled, Frozen):
    """A lecture as it was published. `content` is what its kind froze; the required part of a recording runs from
    `required_from_ms` to `required_to_ms` (None where there is no recording). `carries` says which seconds of earlier
    recordings count for this one (`courses.carrying`), `outgrown` what was to be watched before (`courses.lineage`)."""

    revision = models.ForeignKey(CourseRevision, on_delete=models.PROTECT, related_name="lectures")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="revisions")
    chapter_title = models.CharField(max_length=120)
    chapter_position = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deck = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.DecimalField(max_digits=6, decimal_places=2)
    required_from_ms = models.PositiveIntegerField(null=True, blank=True)
    required_to_ms = models.PositiveIntegerField(null=True, blank=True)
    gate: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    outgrown: models.JSONField[list[list[Any]], list[list[Any]]] = models.JSONField(default=list)
    carries: models.JSONField[list[list[int]], list[list[int]]] = models.JSONField(default=list)

    objects = LectureRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lecture revision")
        verbose_name_plural = _("lecture revisions")
        constraints = (
            # A lecture moved while it is being frozen must not be frozen twice.
            models.UniqueConstraint(name="lecture_revision_once", fields=["revision", "lecture"]),
            models.UniqueConstraint(name="lecture_revision_place", fields=["revision", "chapter_position", "position"]),
            models.CheckConstraint(
                name="lecture_revision_required_part",
                condition=Q(required_to_ms__isnull=True) | Q(required_to_ms__gt=F("required_from_ms")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def carried(self) -> tuple[Carried, ...]:
        """From which earlier recordings seconds count for this one."""
        return from_json(self.carries)

    @property
    def completion(self) -> Completion:
        """The rule by which this lecture is completed."""
        return kind_of(self.kind).completed_by(recorded=self.asset_id is not None)
