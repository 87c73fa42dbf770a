"""Who of the own subtree has completed a course, and who has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import Adoption, Course
from courses.reach import members_who_see
from progress.models import CourseCompletion
from progress.reports.assigned import with_completion
from progress.reports.branches import SHORT_BRANCH
from school.organisation.authority import Authority, Right
from school.organisation.models import Member
from school.organisation.scope import within_paths
from school.organisation.tree_paths import prefixes


@dataclass(frozen=True)
class RosterRow:
    """One person in the course's audience and the reader's subtree."""

    member_id: int
    name: str
    number: str
    branch: str
    completed_at: datetime | None


@dataclass(frozen=True)
class Roster:
    """Those who have not completed come first."""

    rows: list[RosterRow]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def completed(self) -> int:
        return sum(row.completed_at is not None for row in self.rows)

    @property
    def missing(self) -> int:
        return self.total - self.completed


def courses_for_desk(authority: Authority) -> QuerySet[Course]:
    """Published courses whose audience meets the overseen subtree, with how many of it completed each."""
    overseen = authority.paths(Right.OVERSEE_MEMBERS)
    above = {prefix for path in overseen for prefix in prefixes(path)}
    audiences = Q(audiences__organisation__path__in=above) | within_paths("audiences__organisation__path", overseen)
    at_adopters = Q(organisation__path__in=above) | within_paths("organisation__path", overseen)
    adopted = Adoption.objects.in_force().filter(at_adopters).order_by().values("course")
    completed = (
        CourseCompletion.objects.filter(
            Q(member__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS))
            | Q(member__stands_for__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)),
            course=OuterRef("pk"),
        )
        .order_by()
        .values("course")
        .annotate(number=Count(Coalesce("member__stands_for", "member"), distinct=True))
        .values("number")
    )
    return (
        Course.objects.published()
        .filter(Q(pk__in=Course.objects.filter(audiences).order_by().values("pk")) | Q(pk__in=adopted))
        .annotate(completed=Coalesce(Subquery(completed), 0))
        .order_by("-published_revision__required", "-published_revision__published_at")
    )


def roster_of(*, course: Course, authority: Authority) -> Roster:
    """Overseen members to whom the course is open; three queries."""
    overseen = Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).values("pk")
    seeing = members_who_see(course, on=authority.on).filter(pk__in=overseen)
    people = (
        with_completion(seeing, course)
        .with_place(on=authority.on)
        .annotate(branch=SHORT_BRANCH)
        .order_by(F("completed_at").asc(nulls_first=True), "branch", "number")
        .values_list("pk", "name", "number", "branch", "completed_at")
    )
    return Roster([RosterRow(*person) for person in people])
