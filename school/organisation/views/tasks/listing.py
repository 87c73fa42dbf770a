"""任务: what waits for my offices, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.forms.tasks import NarrowTasksForm
from school.organisation.models import Office, Task
from school.organisation.models.task import TaskQuerySet
from school.organisation.task_lines import lines_of, taken_over

PAGE_SIZE = 20
TOLD_FOR = timedelta(days=30)
"""How long the list tells that an office was taken over."""
SHOWN = {"open": _("to do"), "done": _("done")}


@dataclass(frozen=True)
class Chip:
    label: str
    number: int
    query: str
    current: bool


@require_safe
@login_required
def tasks(request: MemberRequest) -> HttpResponse:
    """Tasks of the offices held today; whoever holds none learns what this page is for."""
    own = _own_offices(request)
    form = NarrowTasksForm(request.GET, offices=[(office.public_id, office.in_words) for office in own])
    found = _narrowed(request, form, own)
    show = "done" if request.GET.get("show") == "done" else "open"
    listed = found.closed().order_by("-closed_at", "-pk") if show == "done" else found.open().due_first()
    page = Paginator(listed.select_related("organisation", "closed_by"), PAGE_SIZE).get_page(request.GET.get("page"))
    said = {key: value for key, value in request.GET.items() if key in {"q", "kind", "office"} and value}
    numbers = {"open": found.open().count(), "done": found.closed().count()}
    return render(
        request,
        "organisation/tasks/list.html",
        {
            "form": form,
            "lines": lines_of(page.object_list, today=request.authority.on),
            "page": page,
            "show": show,
            "chips": [
                Chip(str(label), numbers[code], urlencode(said | {"show": code}), code == show)
                for code, label in SHOWN.items()
            ],
            "query": urlencode(said | {"show": show}),
            "narrowed": bool(said),
            "offices": own,
            "taken_over": taken_over(request.authority, since=request.authority.on - TOLD_FOR),
        },
    )


def _own_offices(request: MemberRequest) -> list[Office]:
    held = Office.objects.held_on(request.authority.on).filter(member=request.user)
    return list(held.select_related("organisation").order_by("organisation__path", "role"))


def _narrowed(request: MemberRequest, form: NarrowTasksForm, own: list[Office]) -> TaskQuerySet:
    said = form.cleaned_data if form.is_valid() else {}
    found = Task.objects.addressed_to(request.authority).telling(said.get("q", ""))
    if said.get("kind"):
        found = found.filter(kind=said["kind"])
    chosen = next((office for office in own if office.public_id == said.get("office")), None)
    return found.filter(role=chosen.role, organisation=chosen.organisation) if chosen else found
