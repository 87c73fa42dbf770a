"""A task as people read it: what is to be done, for which office, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.organisation.authority import Authority
from school.organisation.models import Office, Task, TaskState
from school.organisation.task_kinds import all_task_kinds, task_kind


@dataclass(frozen=True)
class TaskLine:
    """A task in the language that is active. `url` is where it is done; `when` is empty for one without a day."""

    task: Task
    label: str
    sentence: str
    url: str
    office: str
    when: str
    is_overdue: bool


def line_of(task: Task, *, today: date) -> TaskLine:
    """Needs the task's organisation fetched, and asks for nothing else."""
    kind = task_kind(task.kind)
    is_open = task.state == TaskState.OPEN
    return TaskLine(
        task=task,
        label=str(kind.label),
        sentence=kind.sentence(task),
        url=kind.url(task),
        office=f"{task.get_role_display()} · {task.organisation}",
        when=due_in_words(task.due_on, today=today) if is_open else "",
        is_overdue=is_open and task.due_on is not None and task.due_on < today,
    )


def due_in_words(due_on: date | None, *, today: date) -> str:
    """“2 days overdue”, “due today”, “due on 30 November”; empty without a day."""
    if due_on is None:
        return ""
    late = (today - due_on).days
    if late > 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", late) % {"days": late}
    if late == 0:
        return _("due today")
    return _("due on %(day)s") % {"day": date_format(due_on, "MONTH_DAY_FORMAT")}


def kind_choices() -> list[tuple[str, str]]:
    """Code and label of every kind of task."""
    return [(kind.code, str(kind.label)) for kind in all_task_kinds()]


@dataclass(frozen=True)
class TakenOver:
    """An office that was handed over to the reader a while ago, and how many tasks still wait from before."""

    office: Office
    waiting: int


def taken_over(authority: Authority, *, since: date) -> list[TakenOver]:
    """Her offices of today that were handed over to her since that day; two queries, one when there are none."""
    offices = list(
        Office.objects.held_on(authority.on)
        .filter(member=authority.member_id, follows__isnull=False, starts_on__gte=since)
        .select_related("organisation", "follows__member")
        .order_by("-starts_on", "pk")
    )
    if not offices:
        return []
    rows = Task.objects.open().addressed_to(authority).values_list("role", "organisation_id", "created_at__date")
    asked = list(rows)
    return [
        TakenOver(
            office,
            sum(
                (role, place) == (office.role, office.organisation_id) and created < office.starts_on
                for role, place, created in asked
            ),
        )
        for office in offices
    ]


def lines_of(tasks: Iterable[Task], *, today: date) -> list[TaskLine]:
    """The same for many."""
    return [line_of(task, today=today) for task in tasks]
