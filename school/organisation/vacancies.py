"""Places that somebody should lead and nobody does."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from school.organisation.authority import Authority, Right
from school.organisation.models import BuiltInKind, Office, Organisation, Role, TaskState
from school.organisation.models.organisation import OrganisationQuerySet

LED_BY_A_SECRETARY = (
    BuiltInKind.GENERAL_BRANCH,
    BuiltInKind.BRANCH,
    BuiltInKind.DIRECT_BRANCH,
    BuiltInKind.JOINT_BRANCH,
    BuiltInKind.TEMPORARY_BRANCH,
)


def without_secretary(authority: Authority) -> OrganisationQuerySet:
    """Open branches within her oversight that have no secretary today, each with `waiting` open tasks for one."""
    led = Office.objects.held_on(authority.on).filter(organisation=OuterRef("pk"), role=Role.BRANCH_SECRETARY)
    waiting = Count("tasks", filter=Q(tasks__state=TaskState.OPEN, tasks__role=Role.BRANCH_SECRETARY))
    branches = Organisation.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).still_open()
    return branches.filter(~Exists(led), kind__in=LED_BY_A_SECRETARY).annotate(waiting=Coalesce(waiting, 0))
