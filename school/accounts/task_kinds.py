"""What offices are asked to do about accounts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.organisation.models import Task
from school.organisation.task_kinds import TaskKind

HELP_SIGNING_IN = "help_signing_in"


def _sentence(task: Task) -> str:
    return _("%(name)s cannot sign in and asks for a one-time slip.") % {"name": task.facts["name"]}


def _url(task: Task) -> str:
    return reverse("recovery:slip", args=[task.subject_id])


TASK_KINDS = (TaskKind(code=HELP_SIGNING_IN, label=gettext_lazy("Help with signing in"), sentence=_sentence, url=_url),)
