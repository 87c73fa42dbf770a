"""The tasks of reviewing: to read a draft, to mend one, and to look after what could not be done by the clock."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models.review_round import level_name
from school.organisation.models import Task
from school.organisation.task_kinds import TaskKind, register_task_kind

REVIEW_COURSE = "review_course"
MEND_COURSE = "mend_course"
PLAN_FAILED = "course_plan_failed"
LOOK_AGAIN = "course_look_again"
CAPTIONS_CHANGED = "course_captions_changed"


def _review(task: Task) -> str:
    return _("Review “%(title)s”: %(level)s.") % {
        "title": task.facts["title"],
        "level": level_name(task.facts["level"], task.facts["levels"]),
    }


def _mend(task: Task) -> str:
    return _("“%(title)s” came back from review. Please change what was asked and submit it again.") % {
        "title": task.facts["title"]
    }


def _plan_failed(task: Task) -> str:
    return _("What was planned for “%(title)s” could not be done. Please look at it.") % {"title": task.facts["title"]}


def _look_again(task: Task) -> str:
    return _("“%(title)s” has passed its review date. Please look whether it still holds.") % {
        "title": task.facts["title"]
    }


def _captions_changed(task: Task) -> str:
    return _("Captions of “%(title)s” were changed after it was published. Please read them.") % {
        "title": task.facts["title"]
    }


KINDS = (
    TaskKind(
        code=REVIEW_COURSE,
        label=gettext_lazy("Courses to review"),
        sentence=_review,
        url=lambda task: reverse("courses:review_round", args=[task.subject_id]),
    ),
    TaskKind(
        code=MEND_COURSE,
        label=gettext_lazy("Courses that came back"),
        sentence=_mend,
        url=lambda task: reverse("courses:review", args=[task.subject_id]),
    ),
    TaskKind(
        code=PLAN_FAILED,
        label=gettext_lazy("Plans that failed"),
        sentence=_plan_failed,
        url=lambda task: reverse("courses:schedule", args=[task.subject_id]),
    ),
    TaskKind(
        code=LOOK_AGAIN,
        label=gettext_lazy("Courses to look at again"),
        sentence=_look_again,
        url=lambda task: reverse("courses:look_again", args=[task.subject_id]),
    ),
    TaskKind(
        code=CAPTIONS_CHANGED,
        label=gettext_lazy("Captions changed after publishing"),
        sentence=_captions_changed,
        url=lambda task: reverse("courses:review_captions", args=[task.subject_id]),
    ),
)


def register_kinds_of_task() -> None:
    """Called when the app is ready."""
    for kind in KINDS:
        register_task_kind(kind)
