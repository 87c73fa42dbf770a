"""Places that somebody should lead and nobody does, and offices without a holder for which work waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from school.organisation.authority import Authority, Right
from school.organisation.models import BuiltInKind, Office, Organisation, Role, Task, TaskState
from school.organisation.models.organisation import OrganisationQuerySet
from school.organisation.scope import within_paths

LED_BY_A_SECRETARY = (
    BuiltInKind.GENERAL_BRANCH,
    BuiltInKind.BRANCH,
    BuiltInKind.DIRECT_BRANCH,
    BuiltInKind.JOINT_BRANCH,
    BuiltInKind.TEMPORARY_BRANCH,
)
MOST_UNATTENDED = 50


@dataclass(frozen=True)
class Unattended:
    """An office that nobody holds today, and how many open tasks wait for it."""

    place: Organisation
    role: Role
    waiting: int


def without_secretary(authority: Authority) -> OrganisationQuerySet:
    """Open branches within her oversight that have no secretary today, each with `waiting` open tasks for one."""
    led = Office.objects.held_on(authority.on).filter(organisation=OuterRef("pk"), role=Role.BRANCH_SECRETARY)
    waiting = Count("tasks", filter=Q(tasks__state=TaskState.OPEN, tasks__role=Role.BRANCH_SECRETARY))
    branches = Organisation.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).still_open()
    return branches.filter(~Exists(led), kind__in=LED_BY_A_SECRETARY).annotate(waiting=waiting).order_by("path")


def unattended(authority: Authority) -> list[Unattended]:
    """Other offices within her oversight that have open tasks and no holder; two queries, the first fifty."""
    held = Office.objects.held_on(authority.on).filter(organisation=OuterRef("organisation"), role=OuterRef("role"))
    reach = within_paths("organisation__path", authority.paths(Right.OVERSEE_MEMBERS))
    listed_already = Q(role=Role.BRANCH_SECRETARY, organisation__kind__in=LED_BY_A_SECRETARY)
    rows = (
        Task.objects.open()
        .filter(reach, ~Exists(held))
        .exclude(listed_already)
        .order_by("organisation__path", "role")
        .values_list("organisation_id", "role")
        .annotate(waiting=Count("pk"))[:MOST_UNATTENDED]
    )
    found = list(rows)
    places = Organisation.objects.select_related("parent").in_bulk([place for place, _role, _waiting in found])
    return [Unattended(places[place], Role(role), waiting) for place, role, waiting in found]
