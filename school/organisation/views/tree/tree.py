"""The tree: to search, and to open level by level."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.models import Organisation
from school.organisation.subtrees import headcount, recent_headcount
from school.organisation.tree_paths import outermost
from school.organisation.views.tree.in_scope import READING, may_read, readable_node, readable_paths
from school.organisation.views.tree.past import dated_children, dated_page, day_asked_for
from school.organisation.views.tree.rows import children_of, row_of, shown_nodes, ways_to

PAGE_SIZE = 30


@login_required
@require_safe
def tree(request: MemberRequest) -> HttpResponse:
    """What lies within reach: as it was on a day, found by words, or from the top."""
    may_read(request)
    if on := day_asked_for(request):
        return render(request, "organisation/tree/past.html", dated_page(request, on))
    query = request.GET.get("query", "").strip()[:60]
    closed = "closed" in request.GET
    context = {
        "query": query,
        "closed": closed,
        "today": timezone.localdate(request.at),
        "may_administer": request.authority.has(Right.ADMINISTER_SYSTEM),
    }
    if query:
        return render(request, "organisation/tree/search.html", context | _found(request, query, closed=closed))
    return render(request, "organisation/tree/tree.html", context | _from_the_top(request, closed=closed))


@login_required
@require_safe
def children(request: MemberRequest, node_id: str) -> HttpResponse:
    """The next level below a node, as a piece of the page."""
    if on := day_asked_for(request):
        rows = dated_children(request, node_id, on)
    else:
        node, closed = readable_node(request, node_id), "closed" in request.GET
        counts = headcount(paths=[node.path], on=request.authority.on)
        rows = [row_of(child, counts=counts, closed=closed) for child in children_of([node], closed=closed)]
    return render(request, "organisation/tree/_nodes.html", {"rows": rows})


def _from_the_top(request: MemberRequest, *, closed: bool) -> dict[str, object]:
    """The uppermost nodes that she reads, each with its children."""
    paths = outermost(readable_paths(request))
    tops = list(shown_nodes(Organisation.objects.filter(path__in=paths), closed=closed))
    counts = recent_headcount(paths=paths, on=request.authority.on, at=request.at)
    rows = {node.pk: row_of(node, counts=counts, closed=closed) for node in tops}
    for node in children_of(tops, closed=closed):
        if node.parent_id is not None:
            rows[node.parent_id].children.append(row_of(node, counts=counts, closed=closed))
    return {"rows": list(rows.values()), "counted_at": counts.counted_at}


def _found(request: MemberRequest, query: str, *, closed: bool) -> dict[str, object]:
    """Nodes called so, each with the way that leads to it."""
    nodes = Organisation.objects.overseen_by(request.authority, *READING).called(query)
    page = Paginator(shown_nodes(nodes, closed=closed), PAGE_SIZE).get_page(request.GET.get("page"))
    ways = ways_to(request, page.object_list)
    rows = [row_of(node, closed=closed) for node in page.object_list]
    for node, row in zip(page.object_list, rows, strict=True):
        row.way = ways[node.pk]
    asked = {"query": query} | ({"closed": "1"} if closed else {})
    return {"rows": rows, "page": page, "rest": urlencode(asked)}
