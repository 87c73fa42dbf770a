"""Asking a course of people by a rule, changing that, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from courses.access_errors import AlreadyAssigned, AssignmentOver, NotOpenToThem
from courses.invitations import Invitation
from courses.models import Course, CourseAssignment
from courses.reach import members_asked
from school.organisation.acting import Act


@dataclass(frozen=True)
class Terms:
    """What an assignment asks: `due_on` or `due_days` after joining, or neither; see `CourseAssignment`."""

    required: bool = True
    due_on: date | None = None
    due_days: int | None = None
    reason: str = ""


@transaction.atomic
def assign_course(
    *, act: Act, course: Course, to: Invitation, terms: Terms, starts_on: date | None = None
) -> CourseAssignment:
    """Ask the course of everybody whom `to` reaches, today and later, as far as it is open to them.

    Raises:
        AlreadyAssigned: the same course is asked of the same people.
        NotOpenToThem: nobody among them sees the course.
    """
    if act.member is None or not members_asked(course, to, on=act.today).exists():
        raise NotOpenToThem
    try:
        with transaction.atomic():
            made = CourseAssignment.objects.create(
                course=course,
                organisation=to.organisation,
                stage=to.stage,
                role=to.role,
                required=terms.required,
                due_on=terms.due_on,
                due_days=terms.due_days,
                starts_on=starts_on or act.today,
                reason=terms.reason,
                assigned_by=act.member,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise AlreadyAssigned from error
    _record(made, "course.assigned", act)
    return made


@transaction.atomic
def change_assignment(*, act: Act, assignment: CourseAssignment, terms: Terms) -> CourseAssignment:
    """Ask the same people for something else. Raises AssignmentOver."""
    locked = _lock(assignment, act)
    if (locked.due_on, locked.due_days) != (terms.due_on, terms.due_days):
        locked.reminded_until = None
    locked.required, locked.due_on, locked.due_days = terms.required, terms.due_on, terms.due_days
    locked.reason = terms.reason
    locked.save(update_fields=["required", "due_on", "due_days", "reason", "reminded_until"])
    _record(locked, "course.assignment_changed", act)
    return locked


@transaction.atomic
def end_assignment(*, act: Act, assignment: CourseAssignment) -> CourseAssignment:
    """From today it asks nothing more; what was completed stays. Raises AssignmentOver."""
    locked = _lock(assignment, act)
    locked.ends_on = max(locked.starts_on, act.today)
    locked.save(update_fields=["ends_on"])
    _record(locked, "course.assignment_ended", act)
    return locked


@transaction.atomic
def resume_assignment(*, act: Act, assignment: CourseAssignment) -> CourseAssignment:
    """Undo its end: it asks again as before. Raises AlreadyAssigned when another one has taken its place."""
    locked = CourseAssignment.objects.select_for_update(of=("self",)).select_related("course", "organisation")
    ended = locked.get(pk=assignment.pk)
    ended.ends_on = None
    try:
        with transaction.atomic():
            ended.save(update_fields=["ends_on"])
    except IntegrityError as error:
        raise AlreadyAssigned from error
    _record(ended, "course.assignment_resumed", act)
    return ended


def _lock(assignment: CourseAssignment, act: Act) -> CourseAssignment:
    rows = CourseAssignment.objects.select_for_update(of=("self",)).select_related("course", "organisation")
    locked = rows.get(pk=assignment.pk)
    if locked.ends_on is not None and locked.ends_on <= act.today:
        raise AssignmentOver
    return locked


def _record(assignment: CourseAssignment, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="course",
        subject_id=assignment.course.public_id,
        organisation_path=assignment.organisation.path,
        details={
            "place": assignment.organisation.path,
            "stage": assignment.stage,
            "role": assignment.role,
            "required": assignment.required,
            "due_on": assignment.due_on.isoformat() if assignment.due_on else None,
            "due_days": assignment.due_days,
        },
    )
