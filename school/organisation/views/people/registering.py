"""Taking a new person into the register."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, SchoolError
from school.organisation.acting import act_in_office
from school.organisation.authority import Right
from school.organisation.forms.people import NewPersonForm
from school.organisation.models import Member
from school.organisation.services.registering import Person, register_member
from school.organisation.views.people.choosing import branches_to_choose
from school.organisation.views.people.in_scope import offices_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    if not request.authority.has(Right.MANAGE_MEMBERS):
        raise Forbidden
    choice = branches_to_choose(request)
    form = NewPersonForm(request.POST or None, places=choice.places, today=request.authority.on)
    if request.method == "POST" and form.is_valid():
        try:
            member = _register(request, form)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": member.name})
            return redirect("organisation:person", member.public_id)
    return render(
        request,
        "organisation/people/new.html",
        {
            "form": form,
            "choice": choice,
            "offices": offices_for(request, request.authority.paths(Right.MANAGE_MEMBERS)[0]),
            "chosen": request.POST.get("office", ""),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _register(request: MemberRequest, form: NewPersonForm) -> Member:
    said = form.cleaned_data
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MANAGE_MEMBERS,
        path=said["place"].path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )
    parts = {part: said[part] for part in ("number", "name", "category", "stage", "email", "phone")}
    person = Person(milestones=form.milestones(), **parts)
    return register_member(person=person, organisation=said["place"], on=said["on"], act=act)
