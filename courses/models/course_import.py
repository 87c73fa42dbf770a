"""Courses that came as a file, from the moment they were looked at until they are there, or taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from media.models import Asset
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths

LEASE: Final = timedelta(minutes=2)
MOST_ATTEMPTS: Final = 5


class ImportState(models.TextChoices):
    CHECKED = "checked", _("Ready to import")
    REFUSED = "refused", _("Cannot be imported")
    UNPACKING = "unpacking", _("Being imported")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Stopped")
    UNDONE = "undone", _("Taken back")


class CourseImportQuerySet(models.QuerySet["CourseImport"]):
    def editable_by(self, authority: Authority) -> Self:
        """Into organisations for which the member may author courses."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))

    def waiting(self, *, at: datetime) -> Self:
        """Work that nobody holds: not begun, or its worker has died."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(free, state=ImportState.UNPACKING, attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def given_up(self, *, at: datetime) -> Self:
        """Tried as often as is reasonable."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(free, state=ImportState.UNPACKING, attempts__gte=MOST_ATTEMPTS)


class CourseImport(models.Model):
    """`file` is the uploaded zip. `problems` are `courses.roundtrip.checking.Problem`s, `counts` what it holds; `taken`
    names the assets that its files have become so far, so that a worker goes on where another one died."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(Asset, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=ImportState.choices)
    problems: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    counts: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    taken: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    course = models.ForeignKey(Course, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = CourseImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("course import")
        verbose_name_plural = _("course imports")
        indexes = (models.Index(fields=["organisation", "-created_at"], name="course_import_of"),)
        constraints = (
            # A worker that dies between course and row must not leave an import that says it is done without one.
            models.CheckConstraint(
                name="course_import_done_has_course", condition=~Q(state=ImportState.DONE) | Q(course__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """How many of its files have been taken over."""
        whole = self.counts.get("files", 0) + 1
        return 100 if self.state == ImportState.DONE else len(self.taken) * 100 // whole

    def facts(self) -> dict[str, Any]:
        """For the audit: no titles, only what it was."""
        return {"import": self.public_id, **self.counts}
