"""One node: what it is, what lies below it, what was done to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.history import Told, told
from school.organisation.models import ChangeAct, Organisation, OrganisationChange
from school.organisation.models.organisation_change import OrganisationChangeQuerySet
from school.organisation.subtrees import recent_headcount
from school.organisation.views.tree.in_scope import deciding_path, readable_node
from school.organisation.views.tree.rows import children_of, row_of, ways_to

CHILDREN_SHOWN, CHANGES_SHOWN, PAGE_SIZE = 50, 5, 30


@login_required
@require_safe
def node(request: MemberRequest, node_id: str) -> HttpResponse:
    """Facts, children with their members, the latest changes and what may be done."""
    found, closed = readable_node(request, node_id), "closed" in request.GET
    counts = recent_headcount(paths=[found.path], on=request.authority.on, at=request.at)
    page = Paginator(children_of([found], closed=closed), CHILDREN_SHOWN).get_page(request.GET.get("page"))
    changes = list(_changes_of(found)[: CHANGES_SHOWN + 1])
    context = {
        "node": found,
        "way": ways_to(request, [found])[found.pk],
        "members": counts.of(found.path),
        "counted_at": counts.counted_at,
        "own_members": counts.of_node(found.path),
        "rows": [row_of(child, counts=counts, closed=closed) for child in page.object_list],
        "page": page,
        "closed": closed,
        "rest": "closed=1" if closed else "",
        "history": [_line(request, found, change) for change in changes[:CHANGES_SHOWN]],
        "more_history": len(changes) > CHANGES_SHOWN,
        "ending": _ending(request, found, changes),
        **_possible(request, found),
    }
    return render(request, "organisation/tree/node.html", context)


@login_required
@require_safe
def history(request: MemberRequest, node_id: str) -> HttpResponse:
    """Everything that was ever done to a node, the latest first."""
    found = readable_node(request, node_id)
    page = Paginator(_changes_of(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "node": found,
        "way": [*ways_to(request, [found])[found.pk]],
        "history": [_line(request, found, change) for change in page.object_list],
        "page": page,
    }
    return render(request, "organisation/tree/history.html", context)


def _changes_of(found: Organisation) -> OrganisationChangeQuerySet:
    changes = OrganisationChange.objects.about(found)
    return changes.select_related("organisation", "other", "by", "undone_by")


def _line(request: MemberRequest, found: Organisation, change: OrganisationChange) -> Told:
    may_manage = request.authority.has(Right.MANAGE_TREE)
    return told(change, seen_from=found, may_undo=may_manage and change.undone_at is None)


def _ending(
    request: MemberRequest, found: Organisation, changes: list[OrganisationChange]
) -> OrganisationChange | None:
    """The change that closed the node, if she may undo it."""
    if found.closed_on is None or not request.authority.covers(
        Right.MANAGE_TREE, deciding_path(found, from_above=True)
    ):
        return None
    ends = {ChangeAct.CLOSED, ChangeAct.MERGED}
    own = [change for change in changes if change.organisation_id == found.pk and change.undone_at is None]
    return next((change for change in own if change.act in ends), None)


def _possible(request: MemberRequest, found: Organisation) -> dict[str, bool]:
    """What she may do here: the node itself where she has the right, its place where she has it above."""
    covers, is_open = request.authority.covers, found.closed_on is None
    from_above = found.parent is not None and covers(Right.MANAGE_TREE, deciding_path(found, from_above=True))
    return {
        "may_change": is_open and covers(Right.MANAGE_TREE, found.path),
        "may_place": is_open and from_above,
        "sees_members": covers(Right.OVERSEE_MEMBERS, found.path),
    }
