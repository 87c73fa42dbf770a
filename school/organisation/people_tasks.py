"""The task that a member's wish for a correction opens, addressed to the secretary of the own branch."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.organisation.models import Task
from school.organisation.task_kinds import TaskKind

CORRECT_RECORD = "correct_record"
FIELDS = {
    "name": gettext_lazy("name"),
    "number": gettext_lazy("member number"),
    "phone": gettext_lazy("phone"),
    "email": gettext_lazy("e-mail"),
    "stage": gettext_lazy("stage of development"),
    "category": gettext_lazy("category"),
    "dates": gettext_lazy("a date"),
    "other": gettext_lazy("something else"),
}


def _sentence(task: Task) -> str:
    return _("%(name)s asks for a correction of the own record: %(field)s") % {
        "name": task.facts.get("name", ""),
        "field": FIELDS.get(str(task.facts.get("field")), FIELDS["other"]),
    }


def _url(task: Task) -> str:
    return reverse("organisation:correction", args=[task.public_id])


CORRECTION = TaskKind(code=CORRECT_RECORD, label=gettext_lazy("Correct a record"), sentence=_sentence, url=_url)
