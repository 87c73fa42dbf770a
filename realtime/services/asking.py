"""A session that has ended asks an office to confirm its register, until that is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from realtime.models import StudySession
from realtime.task_kinds import CONFIRM_REGISTER
from school.organisation.acting import Act
from school.organisation.authority import RIGHTS_OF_ROLE, Right
from school.organisation.models import Office, Organisation, Role, Task
from school.organisation.services.tasking import close_task, open_task
from school.organisation.tree_paths import prefixes

SUBJECT = "study_session"
TIME_TO_CONFIRM = timedelta(days=7)
CONFIRMING = [role for role, rights in RIGHTS_OF_ROLE.items() if Right.CONFIRM_REGISTERS in rights]
HOSTING = [role for role, rights in RIGHTS_OF_ROLE.items() if Right.HOST_SESSIONS in rights]


@transaction.atomic
def ask_for_register(*, session: StudySession, at: datetime) -> Task:
    """Ask for the register of a session that has just ended; due in a week."""
    today = timezone.localdate(at)
    organisation, role = office_asked(session=session, on=today)
    return open_task(
        kind=CONFIRM_REGISTER,
        subject_kind=SUBJECT,
        subject_id=session.public_id,
        organisation=organisation,
        role=role,
        facts={
            "title": session.title,
            "held_on": timezone.localdate(session.opened_at or session.starts_at).isoformat(),
        },
        due_on=today + TIME_TO_CONFIRM,
        at=at,
    )


@transaction.atomic
def register_is_confirmed(*, session: StudySession, act: Act) -> Task | None:
    """Nobody needs to be asked any more."""
    return close_task(kind=CONFIRM_REGISTER, subject_kind=SUBJECT, subject_id=session.public_id, act=act)


def office_asked(*, session: StudySession, on: date) -> tuple[Organisation, str]:
    """The nearest secretary in office at or above the place; where there is none, who hosts sessions at the place.

    With nobody in office at all it is the vacant secretary's, so that whoever is appointed finds it.
    """
    held = Office.objects.held_on(on).select_related("organisation")
    secretaries = held.filter(role__in=CONFIRMING, organisation__path__in=prefixes(session.organisation.path))
    hosts = held.filter(role__in=HOSTING, organisation=session.organisation)
    asked = secretaries.order_by("-organisation__path").first() or hosts.order_by("pk").first()
    return (asked.organisation, asked.role) if asked else (session.organisation, Role.BRANCH_SECRETARY)
