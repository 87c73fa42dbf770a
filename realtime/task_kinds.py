"""The task that a session leaves behind: somebody has to say who was there."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.organisation.models import Task
from school.organisation.task_kinds import TaskKind, register_task_kind

CONFIRM_REGISTER = "confirm_register"


def _sentence(task: Task) -> str:
    return _("Confirm who was present at “%(title)s” on %(day)s.") % {
        "title": task.facts["title"],
        "day": date_format(date.fromisoformat(task.facts["held_on"]), "MONTH_DAY_FORMAT"),
    }


def _url(task: Task) -> str:
    return reverse("realtime:register", args=[task.subject_id])


def register_kinds_of_task() -> None:
    """Called when the app is ready."""
    register_task_kind(
        TaskKind(code=CONFIRM_REGISTER, label=gettext_lazy("Registers to confirm"), sentence=_sentence, url=_url)
    )
