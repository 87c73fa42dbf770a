"""交接: one act, in which nothing is lost, because what waits was never addressed to a person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.forms.offices import FindPersonForm, HandOverForm
from school.organisation.giving import candidates
from school.organisation.models import Office, Task
from school.organisation.services.appointing import hand_over
from school.organisation.task_lines import lines_of
from school.organisation.views.offices.in_scope import act_of_giving, acting_as, guarded, office_to_give, people_found

TASKS_SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_office(request: MemberRequest, office_id: str) -> HttpResponseBase:
    """Show what waits, find the successor, then do it."""
    office = office_to_give(request, office_id)
    return guarded(request, office.role, _page)(request, office)


def _page(request: MemberRequest, /, office: Office) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else request.GET
    finding = FindPersonForm({"q": sent.get("q", "")}, roles=[])
    del finding.fields["role"]
    text = finding.cleaned_data["q"] if finding.is_valid() else ""
    people = people_found(request, role=office.role, text=text)
    form = HandOverForm(request.POST or None, people=people, today=max(request.authority.on, office.starts_on))
    if request.method == "POST" and form.is_valid():
        made = _hand_over(request, form, office)
        if made is not None:
            return redirect("organisation:office", office_id=made.public_id)
    waiting = Task.objects.open().filter(role=office.role, organisation=office.organisation)
    shown = waiting.due_first().select_related("organisation")[:TASKS_SHOWN]
    context = {
        "office": office,
        "finding": finding,
        "people": people,
        "form": form,
        "waiting": waiting.count(),
        "lines": lines_of(shown, today=request.authority.on),
    }
    context |= acting_as(request, role=office.role, path=office.organisation.path)
    return render(request, "organisation/offices/hand_over.html", context)


def _hand_over(request: MemberRequest, form: HandOverForm, office: Office) -> Office | None:
    said = form.cleaned_data
    successor = candidates(request.authority, role=office.role).get(public_id=said["member"])
    act = act_of_giving(request, role=office.role, path=office.organisation.path, reason=said["reason"])
    try:
        made = hand_over(office=office, successor=successor, on=said["on"], act=act)
    except SchoolError as error:
        form.add_error(None, error.detail)
        return None
    messages.success(
        request,
        _("%(name)s follows %(before)s. Every open task waits for the new holder.")
        % {"name": successor.name, "before": office.member.name},
    )
    return made
