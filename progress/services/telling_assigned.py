"""Telling people once that a course is asked of them, and once more before it is due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseAssignment, CourseState
from courses.news import COURSE_ASSIGNED, COURSE_DUE
from courses.policies import DUE_REMINDER_DAYS
from courses.reach import members_asked
from progress.reports.assigned import dues_by_member, with_completion
from school.notices.models import Notice, Outgoing
from school.notices.services.notifying import notify
from school.organisation.models.member import MemberQuerySet
from school.policies.reading import policy

SUBJECT = "course_assignment"


def tell_all(*, at: datetime) -> int:
    """Every assignment in force that nobody has looked up today, each in a transaction of its own; how many."""
    today = timezone.localdate(at)
    waiting = CourseAssignment.objects.in_force(today).filter(course__state=CourseState.PUBLISHED)
    waiting = waiting.filter(Q(told_until__isnull=True) | Q(told_until__lt=today))
    return sum(tell_one(assignment_id=pk, at=at) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def tell_one(*, assignment_id: int, at: datetime) -> bool:
    """Tell of one assignment, whoever joined in the meantime too; False where another worker is at it.

    The inboxes say who has been told, so whoever still has not completed the course is told again after
    `retention.notices_days`. What was not delivered yet is waited for: the next run of the clock comes.
    """
    today = timezone.localdate(at)
    rows = CourseAssignment.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.filter(Q(told_until__isnull=True) | Q(told_until__lt=today)).select_related("course", "organisation")
    assignment = found.filter(pk=assignment_id).first()
    if assignment is None or Outgoing.objects.waiting().filter(**_about(assignment)).exists():
        return False
    asked = members_asked(assignment.course, assignment.invitation, on=today)
    missing = with_completion(asked, assignment.course).filter(completed_at__isnull=True)  # type: ignore[misc]  # annotated
    told = _told(assignment)
    dues = _dues(assignment, missing)
    _tell(COURSE_ASSIGNED, assignment, {pk: due for pk, due in dues.items() if pk not in told}, at=at)
    _remind(assignment, dues, told, at=at)
    assignment.told_until = today
    assignment.save(update_fields=["told_until", "reminded_until"])
    return True


def _remind(assignment: CourseAssignment, dues: dict[int, date | None], told: dict[int, date], *, at: datetime) -> None:
    """Those who are due within the days of the policy and were told before these days began."""
    today, ahead = timezone.localdate(at), timedelta(days=policy(DUE_REMINDER_DAYS))
    first = today
    if assignment.reminded_until is not None:
        first = max(first, assignment.reminded_until + timedelta(days=1))
    soon: dict[int, date | None] = {
        pk: due
        for pk, due in dues.items()
        if due is not None and first <= due <= today + ahead and pk in told and told[pk] < due - ahead
    }
    _tell(COURSE_DUE, assignment, soon, at=at)
    assignment.reminded_until = max(today + ahead, assignment.reminded_until or today)


def _about(assignment: CourseAssignment) -> dict[str, str]:
    return {"object_kind": SUBJECT, "object_id": assignment.public_id}


def _told(assignment: CourseAssignment) -> dict[int, date]:
    """Member key → the day on which she was first told."""
    rows = Notice.objects.filter(kind=COURSE_ASSIGNED, **_about(assignment)).order_by("-at")
    return {member: timezone.localdate(at) for member, at in rows.values_list("member_id", "at")}


def _dues(assignment: CourseAssignment, people: MemberQuerySet) -> dict[int, date | None]:
    """Member key → by when, for everybody among these."""
    by_joining = dues_by_member(assignment, people)
    return {pk: by_joining.get(pk, assignment.due_on) for pk in people.values_list("pk", flat=True)}


def _tell(kind: str, assignment: CourseAssignment, dues: dict[int, date | None], *, at: datetime) -> None:
    """One outgoing notice for all who share a due day."""
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for pk, due in dues.items():
        by_day[due].append(pk)
    for due, member_ids in by_day.items():
        notify(
            kind=kind,
            object_kind=SUBJECT,
            object_id=assignment.public_id,
            facts={
                "title": assignment.course.title,
                "required": assignment.required,
                "due_on": due.isoformat() if due else "",
                "reason": assignment.reason,
            },
            url=reverse("courses:course", args=[assignment.course.public_id]),
            member_ids=member_ids,
            at=at,
        )
