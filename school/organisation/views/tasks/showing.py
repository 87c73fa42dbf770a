"""One task: what it asks, of which office, and what came of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.models import Office, Task
from school.organisation.task_lines import line_of


@require_safe
@login_required
def task(request: MemberRequest, task_id: str) -> HttpResponse:
    """A task of one's own offices; everybody else gets 404."""
    addressed = Task.objects.addressed_to(request.authority).select_related("organisation", "closed_by")
    found = addressed.filter(public_id=task_id).first()
    if found is None:
        raise NotFound
    holders = Office.objects.held_on(request.authority.on).filter(role=found.role, organisation=found.organisation)
    acted = Office.objects.select_related("organisation").filter(pk=found.closed_in_office or 0).first()
    return render(
        request,
        "organisation/tasks/show.html",
        {
            "line": line_of(found, today=request.authority.on),
            "task": found,
            "holders": holders.select_related("member").order_by("member__name", "pk"),
            "acted_in": acted,
        },
    )
