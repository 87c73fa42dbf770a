"""A bit of history of the tree: a branch that once was called otherwise, and one that came from another place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from school.demo.founding import College
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, OrganisationEdge, Role
from school.organisation.services.editing import edit_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.services.placing import hang

EARLIER_NAME = "云桥学院会计电算化教研室教工党支部"
RENAMED, MOVED, CAME_FROM = 0, 10, 0


@transaction.atomic
def live_tree_history(*, college: College, at: datetime) -> None:
    """Rename a branch two years back and move another one last year, by an officer, with reasons.

    The plan knows the tree as it stands today, so the two begin as they were before.
    """
    officer = Member.objects.filter(offices__role=Role.COMMITTEE_OFFICER).order_by("number")[0]
    act = Act(member=officer, at=at, office_id=officer.offices.get(role=Role.COMMITTEE_OFFICER).pk)
    _rename(college.branches[RENAMED], act)
    _move(college.branches[MOVED], came_from=college.generals[CAME_FROM], act=act)


def _rename(branch: Organisation, act: Act) -> None:
    name, short_name, kind = branch.name, branch.short_name, branch.kind
    branch.name = EARLIER_NAME
    branch.save(update_fields=["name", "search_text"])
    OrganisationEdge.objects.filter(organisation=branch).update(name=EARLIER_NAME)
    edit_organisation(
        organisation=branch,
        name=name,
        short_name=short_name,
        kind=kind,
        on=act.today - timedelta(days=500),
        act=_because(act, "专业名称调整"),
    )
    branch.refresh_from_db()


def _move(branch: Organisation, *, came_from: Organisation, act: Act) -> None:
    home = branch.parent
    if home is None:
        raise ValueError("the root does not move")
    hang(node=branch, under=came_from)
    OrganisationEdge.objects.filter(organisation=branch).update(parent=came_from)
    on = act.today - timedelta(days=200)
    move_organisation(organisation=branch, under=home, on=on, act=_because(act, "学院专业归属调整"))
    branch.refresh_from_db()


def _because(act: Act, reason: str) -> Act:
    return Act(member=act.member, at=act.at, office_id=act.office_id, reason=reason)
