"""A member asks for a correction of the own record; the office in charge applies or declines it with an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, Role, Task
from school.organisation.people_errors import ReasonNeeded
from school.organisation.people_tasks import CORRECT_RECORD
from school.organisation.services.developing import rename, renumber
from school.organisation.services.registering import change_contact
from school.organisation.services.tasking import close_task, open_task

DAYS_TO_ANSWER = 15
# What can be applied by one press of a button; anything else is changed in the file.
APPLICABLE = ("name", "number", "phone", "email")


@transaction.atomic
def ask_correction(*, member: Member, field: str, value: str, words: str, at: datetime) -> Task:
    """Open the task; while one is open, asking again changes nothing.

    It goes to the secretary of the own branch, or to the committee's office for who belongs nowhere.
    """
    affiliation = member.affiliation_at(at)
    if affiliation is not None:
        place, role = affiliation.organisation, Role.BRANCH_SECRETARY
    else:
        place, role = Organisation.objects.get(parent__isnull=True), Role.COMMITTEE_OFFICER
    return open_task(
        kind=CORRECT_RECORD,
        subject_kind="member",
        subject_id=member.public_id,
        organisation=place,
        role=role,
        facts={"name": member.name, "field": field, "value": value, "words": words},
        due_on=timezone.localdate(at) + timedelta(days=DAYS_TO_ANSWER),
        at=at,
    )


@transaction.atomic
def apply_correction(*, member: Member, task: Task, act: Act) -> None:
    """Write what was asked for into the record and close the task; the reason of the act is the answer.

    Raises:
        ReasonNeeded; what the change itself raises, then nothing is done.
    """
    _require_answer(act)
    field, value = task.facts["field"], task.facts["value"]
    if field == "name":
        rename(member=member, name=value, on=act.today, act=act)
    elif field == "number":
        renumber(member=member, number=value, on=act.today, act=act)
    elif field in {"phone", "email"}:
        contact = {"phone": member.phone, "email": member.email} | {field: value}
        change_contact(member=member, act=act, **contact)
    _close(task, act)


@transaction.atomic
def answer_correction(*, task: Task, act: Act) -> None:
    """Close the task without a change made here; the reason of the act is the answer. Raises ReasonNeeded."""
    _require_answer(act)
    _close(task, act)


def _require_answer(act: Act) -> None:
    if not act.reason.strip():
        raise ReasonNeeded


def _close(task: Task, act: Act) -> None:
    close_task(
        kind=CORRECT_RECORD,
        subject_kind=task.subject_kind,
        subject_id=task.subject_id,
        act=act,
        outcome=act.reason.strip(),
    )
