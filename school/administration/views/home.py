"""管理: what this administrator may do, and what was last decided."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.administration.entering import ADMINISTERING, only_with
from school.administration.policy_rows import policy_rows
from school.administration.rooms import own_policies, rooms_of

NEWEST_SHOWN = 5


@require_safe
@only_with(*ADMINISTERING)
def home(request: MemberRequest) -> HttpResponse:
    changed = [row for row in policy_rows(own_policies(request.authority)) if row.last]
    changed.sort(key=lambda row: row.last.at if row.last else request.at, reverse=True)
    return render(
        request,
        "administration/home.html",
        {"rooms": rooms_of(request.authority), "changed": changed[:NEWEST_SHOWN]},
    )
