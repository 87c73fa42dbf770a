"""Ending an office, taking it back, correcting its days: each says first what will happen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.forms.offices import DatesForm, EndForm
from school.organisation.models import Office, Task
from school.organisation.services.appointing import change_dates, end_office
from school.organisation.views.offices.in_scope import act_of_giving, acting_as, guarded, office_to_give


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, office_id: str) -> HttpResponseBase:
    """Open tasks stay with the office, for whoever is appointed next."""
    office = office_to_give(request, office_id)
    return guarded(request, office.role, _end)(request, office)


def _end(request: MemberRequest, /, office: Office) -> HttpResponseBase:
    first = max(office.starts_on, request.authority.on)
    form = EndForm(request.POST or None, initial={"on": first})
    path = office.organisation.path
    if request.method == "POST" and form.is_valid():
        act = act_of_giving(request, role=office.role, path=path, reason=form.cleaned_data["reason"])
        try:
            ended = end_office(office=office, on=form.cleaned_data["on"], act=act)
        except SchoolError as error:
            form.add_error(None, error.detail)
        else:
            taken_back = ended.was_taken_back
            messages.success(request, _("The office was taken back.") if taken_back else _("The end is noted."))
            return redirect("organisation:office", office_id=office.public_id)
    waiting = Task.objects.open().filter(role=office.role, organisation=office.organisation).count()
    context = {"office": office, "form": form, "waiting": waiting}
    return render(request, "organisation/offices/end.html", context | acting_as(request, role=office.role, path=path))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: MemberRequest, office_id: str) -> HttpResponseBase:
    """Correct the days; an office that was ended by mistake goes on."""
    office = office_to_give(request, office_id)
    return guarded(request, office.role, _dates)(request, office)


def _dates(request: MemberRequest, /, office: Office) -> HttpResponseBase:
    form = DatesForm(request.POST or None, initial={"starts_on": office.starts_on, "ends_on": office.ends_on})
    path = office.organisation.path
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = act_of_giving(request, role=office.role, path=path, reason=said["reason"])
        try:
            change_dates(office=office, starts_on=said["starts_on"], ends_on=said["ends_on"], act=act)
        except SchoolError as error:
            form.add_error(None, error.detail)
        else:
            messages.success(request, _("The days were corrected."))
            return redirect("organisation:office", office_id=office.public_id)
    context = {"office": office, "form": form} | acting_as(request, role=office.role, path=path)
    return render(request, "organisation/offices/dates.html", context)
