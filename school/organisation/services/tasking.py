"""Tasks come and go with what they are about; nobody takes one for herself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.models import Organisation, Task, TaskState
from school.organisation.task_kinds import task_kind


@transaction.atomic
def open_task(
    *,
    kind: str,
    subject_kind: str,
    subject_id: str,
    organisation: Organisation,
    role: str,
    facts: Mapping[str, object],
    due_on: date | None,
    at: datetime,
) -> Task:
    """Ask the office `role` at `organisation` to do something. Asking again while it is open changes nothing.

    Raises:
        UnknownTaskKind: when no app registers the kind.
    """
    task_kind(kind)
    task, _created = Task.objects.get_or_create(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        state=TaskState.OPEN,
        defaults={
            "organisation": organisation,
            "role": role,
            "facts": dict(facts),
            "due_on": due_on,
            "created_at": at,
        },
    )
    return task


@transaction.atomic
def close_task(*, kind: str, subject_kind: str, subject_id: str, act: Act, outcome: str = "") -> Task | None:
    """What was asked is done; None when nothing was asked. Whoever did it, in whichever office, is noted."""
    return _finish(
        TaskState.DONE, kind=kind, subject_kind=subject_kind, subject_id=subject_id, act=act, outcome=outcome
    )


@transaction.atomic
def withdraw_task(*, kind: str, subject_kind: str, subject_id: str, act: Act, outcome: str = "") -> Task | None:
    """What was asked is no longer needed; None when nothing was asked."""
    return _finish(
        TaskState.WITHDRAWN, kind=kind, subject_kind=subject_kind, subject_id=subject_id, act=act, outcome=outcome
    )


def _finish(state: TaskState, *, kind: str, subject_kind: str, subject_id: str, act: Act, outcome: str) -> Task | None:
    asked = Task.objects.open().filter(kind=kind, subject_kind=subject_kind, subject_id=subject_id)
    task = asked.select_for_update(of=("self",)).select_related("organisation").first()
    if task is None:
        return None
    task.state, task.outcome = state, outcome
    task.closed_at, task.closed_by, task.closed_in_office = act.at, act.member, act.office_id
    task.save(update_fields=["state", "outcome", "closed_at", "closed_by", "closed_in_office"])
    act.record(
        f"task.{state}",
        subject_kind="task",
        subject_id=task.public_id,
        organisation_path=task.organisation.path,
        details={"kind": task.kind, "subject": [task.subject_kind, task.subject_id]},
    )
    return task
