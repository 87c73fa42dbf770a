"""One office: who holds it, who held it before, and what waits for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.giving import can_give
from school.organisation.models import Office, Task
from school.organisation.views.offices.in_scope import office_in_sight

HOLDERS_SHOWN = 30


@require_safe
@login_required
def office(request: MemberRequest, office_id: str) -> HttpResponse:
    """Within one's sight; strangers get 404."""
    found = office_in_sight(request, office_id)
    today = request.authority.on
    holders = Office.objects.filter(role=found.role, organisation=found.organisation).select_related("member")
    return render(
        request,
        "organisation/offices/show.html",
        {
            "office": found,
            "is_held": found.is_held_on(today),
            "is_over": found.ends_on is not None and found.ends_on <= today,
            "holders": holders.order_by("-starts_on", "-pk")[:HOLDERS_SHOWN],
            "waiting": Task.objects.open().filter(role=found.role, organisation=found.organisation).count(),
            "may_give": can_give(request.authority, role=found.role, path=found.organisation.path),
            "successor": found.followed_by.select_related("member").first(),
        },
    )
