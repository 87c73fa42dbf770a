"""The history of a draft: who changed what, and what stood there before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField

Changes = list[dict[str, Any]]


class StepKind(models.TextChoices):
    """What was done; the label is its sentence, with the step's facts by name."""

    COURSE_EDITED = "course_edited", _("Changed what is said about the course.")
    DRAFT_REPLACED = "draft_replaced", _("Put the draft back to revision %(number)s.")
    CHAPTER_ADDED = "chapter_added", _("Added the chapter “%(title)s”.")
    CHAPTER_RENAMED = "chapter_renamed", _("Renamed the chapter “%(before)s” to “%(title)s”.")
    CHAPTER_MOVED = "chapter_moved", _("Moved the chapter “%(title)s”.")
    CHAPTER_REMOVED = "chapter_removed", _("Took out the chapter “%(title)s”.")
    CHAPTER_RESTORED = "chapter_restored", _("Put the chapter “%(title)s” back.")
    CHAPTER_COPIED = "chapter_copied", _("Copied the chapter “%(title)s”.")
    CHAPTER_ARRIVED = "chapter_arrived", _("Moved the chapter “%(title)s” here from the course “%(course)s”.")
    CHAPTER_SENT = "chapter_sent", _("Moved the chapter “%(title)s” to the course “%(course)s”.")
    LECTURE_ADDED = "lecture_added", _("Added “%(title)s”.")
    LECTURE_EDITED = "lecture_edited", _("Edited “%(title)s”.")
    LECTURE_MOVED = "lecture_moved", _("Moved “%(title)s”.")
    LECTURE_REMOVED = "lecture_removed", _("Took out “%(title)s”.")
    LECTURE_RESTORED = "lecture_restored", _("Put “%(title)s” back.")
    LECTURE_COPIED = "lecture_copied", _("Copied “%(title)s”.")
    LECTURE_ARRIVED = "lecture_arrived", _("Moved “%(title)s” here from the course “%(course)s”.")
    LECTURE_SENT = "lecture_sent", _("Moved “%(title)s” to the course “%(course)s”.")
    FILE_ATTACHED = "file_attached", _("Gave “%(title)s” another file.")
    FILE_RELEASED = "file_released", _("Took the narration away from “%(title)s”.")
    PAGES_TIMED = "pages_timed", _("Marked the page times of “%(title)s”.")


BETWEEN_COURSES = frozenset(
    {StepKind.CHAPTER_SENT, StepKind.LECTURE_SENT, StepKind.CHAPTER_ARRIVED, StepKind.LECTURE_ARRIVED}
)
"""Steps in which a row went from one draft to another: neither history can take it back alone."""
COMPOSING = frozenset({StepKind.DRAFT_REPLACED})
"""Steps that also change what other apps keep of the lectures, such as the questions they ask."""
REMOVALS = frozenset({StepKind.CHAPTER_REMOVED, StepKind.LECTURE_REMOVED})


class StepState(models.TextChoices):
    """`passed`: undone, and then something else was done, so it cannot be done again."""

    DONE = "done", _("done")
    UNDONE = "undone", _("undone")
    PASSED = "passed", _("undone for good")


class DraftStepQuerySet(models.QuerySet["DraftStep"]):
    """The sentences in which steps are asked for."""

    def latest_first(self) -> DraftStepQuerySet:
        return self.order_by("-number")

    def last_done(self) -> DraftStep | None:
        """What undoing would undo."""
        return self.filter(state=StepState.DONE).exclude(changes=[]).latest_first().first()

    def next_undone(self) -> DraftStep | None:
        """What doing again would do."""
        return self.filter(state=StepState.UNDONE).order_by("number").first()


class DraftStep(models.Model):
    """`changes` lists the rows it touched, each with the values of its changed columns before and after; None stands
    for "was not in this draft". No rows at all: what another app keeps of a lecture was changed
    (`services.history.note_hand`). `begun_at` is when the first of several folded edits was made, `at` the last."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    at = models.DateTimeField()
    what = models.CharField(max_length=20, choices=StepKind.choices)
    subject = models.CharField(max_length=12, blank=True)
    facts: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    changes: models.JSONField[Changes, Changes] = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.DONE)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = DraftStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a draft")
        verbose_name_plural = _("steps of drafts")
        constraints = (
            # Two authors who change a draft at once would both take the next number.
            models.UniqueConstraint(name="draft_step_number", fields=["course", "number"]),
            models.CheckConstraint(
                name="draft_step_undone_by_somebody",
                condition=Q(state="done") | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
        )
        # The nightly job asks for the oldest of all drafts.
        indexes = (models.Index(fields=["at"], name="draft_step_at"),)

    def __str__(self) -> str:
        return f"{self.course_id} #{self.number}"

    @property
    def sentence(self) -> str:
        """What was done, in the active language."""
        return str(StepKind(self.what).label) % self.facts

    @property
    def reversible(self) -> bool:
        """Whether it can be undone here."""
        return self.what not in BETWEEN_COURSES
