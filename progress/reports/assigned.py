"""Who of the own subtree has met an assignment, and who has not yet, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.dues import Stay, due_day, stays_of
from courses.invitations import Invitation, members_invited
from courses.models import Course, CourseAssignment
from courses.reach import members_asked
from progress.models import CourseCompletion
from progress.reports.branches import SHORT_BRANCH
from school.organisation.authority import Authority, Right
from school.organisation.models import Member
from school.organisation.models.member import MemberQuerySet


@dataclass(frozen=True)
class AssignedRow:
    """One person of whom the course is asked: when she completed it, and by when she is to."""

    member_id: int
    name: str
    number: str
    branch: str
    completed_at: datetime | None
    due_on: date | None


@dataclass(frozen=True)
class Reach:
    """What an assignment would mean today, by number: asked, of those already done, and who cannot see the course."""

    asked: int
    done: int
    blind: int

    @property
    def waiting(self) -> int:
        return self.asked - self.done


def assigned_rows(*, assignment: CourseAssignment, authority: Authority) -> list[AssignedRow]:
    """Overseen members of whom it is asked today, those who have not met it first, the earliest due first.

    Four queries at most. Nobody beyond the reader's reach is found, also where a holder of an office belongs elsewhere.
    """
    overseen = Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).values("pk")
    asked = members_asked(assignment.course, assignment.invitation, on=authority.on).filter(pk__in=overseen)
    dues = dues_by_member(assignment, asked)
    people = (
        with_completion(asked, assignment.course)
        .with_place(on=authority.on)
        .annotate(branch=SHORT_BRANCH)
        .order_by("branch", "number")
        .values_list("pk", "name", "number", "branch", "completed_at")
    )
    rows = [AssignedRow(*person, due_on=dues.get(person[0], assignment.due_on)) for person in people]
    return sorted(rows, key=lambda row: (row.completed_at is not None, row.due_on or date.max))


def dues_by_member(assignment: CourseAssignment, asked: QuerySet[Member]) -> dict[int, date]:
    """By when each of these is to meet it, where days count from joining; empty otherwise."""
    if assignment.due_days is None:
        return {}
    stays: dict[int, list[Stay]] = {pk: [] for pk in asked.values_list("pk", flat=True)}
    for member_id, stay in stays_of(asked.values("pk"), path=assignment.organisation.path, role=assignment.role):
        stays.setdefault(member_id, []).append(stay)
    return {pk: day for pk, own in stays.items() if (day := due_day(assignment, own)) is not None}


def with_completion(people: MemberQuerySet, course: Course) -> MemberQuerySet:
    """With `completed_at`: when the person completed the course, under any of her records."""
    completions = CourseCompletion.objects.filter(course=course).order_by("completed_at").values("completed_at")
    return people.annotate(
        completed_at=Coalesce(
            Subquery(completions.filter(member=OuterRef("pk"))[:1]),
            Subquery(completions.filter(member__stands_for=OuterRef("pk"))[:1]),
            output_field=DateTimeField(),
        )
    )


def reach_of(*, course: Course, to: Invitation, on: date) -> Reach:
    """What asking the course of these people would mean today; three queries."""
    asked = members_asked(course, to, on=on)
    done = with_completion(asked, course).exclude(completed_at=None)  # type: ignore[misc]  # annotated above
    number = asked.count()
    return Reach(asked=number, done=done.count(), blind=members_invited([to], on=on).count() - number)
