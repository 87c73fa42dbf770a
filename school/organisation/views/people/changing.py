"""Changing one part of a member's record, from a day on and with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError
from school.organisation.acting import Act
from school.organisation.authority import Right
from school.organisation.forms.people import (
    CategoryForm,
    ContactForm,
    DatedForm,
    NamingForm,
    NumberForm,
    PlaceForm,
    StageForm,
    StatusForm,
)
from school.organisation.models import Affiliation, Member
from school.organisation.services.developing import change_category, change_stage, change_status, rename, renumber
from school.organisation.services.joining import affiliate
from school.organisation.services.registering import change_contact
from school.organisation.views.people.choosing import branches_to_choose
from school.organisation.views.people.in_scope import Person, act_on, offices_for, person_on_file

PAGE = "organisation/people/change.html"


@dataclass(frozen=True)
class Part:
    """A part of the record: its form, its service and the words above the form."""

    title: Any
    form: type[DatedForm]
    write: Callable[[Member, dict[str, Any], Act], object]


PARTS = {
    "stage": Part(
        gettext_lazy("Stage of development"),
        StageForm,
        lambda member, said, act: change_stage(member=member, stage=said["stage"], on=said["on"], act=act),
    ),
    "category": Part(
        gettext_lazy("Category"),
        CategoryForm,
        lambda member, said, act: change_category(member=member, category=said["category"], on=said["on"], act=act),
    ),
    "status": Part(
        gettext_lazy("Status of membership"),
        StatusForm,
        lambda member, said, act: change_status(member=member, status=said["status"], on=said["on"], act=act),
    ),
    "name": Part(
        gettext_lazy("Name"),
        NamingForm,
        lambda member, said, act: rename(member=member, name=said["name"], on=said["on"], act=act),
    ),
    "number": Part(
        gettext_lazy("Member number"),
        NumberForm,
        lambda member, said, act: renumber(member=member, number=said["number"], on=said["on"], act=act),
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, member_id: str, part: str) -> HttpResponse:
    """`part` is one of PARTS."""
    if part not in PARTS:
        raise NotFound
    person = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    changed = PARTS[part]
    form = changed.form(request.POST or None, member=person.member, today=request.authority.on)
    if request.method == "POST" and form.is_valid():
        act = act_on(request, person, reason=form.cleaned_data["reason"])
        if _written(form, lambda: changed.write(person.member, form.cleaned_data, act)):
            return _done(request, person)
    return _page(request, person, form, changed.title)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, member_id: str) -> HttpResponse:
    """To another branch within reach; who belongs nowhere is accepted into one."""
    person = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    choice = branches_to_choose(request, but=person.place.pk if person.place else None)
    form = PlaceForm(request.POST or None, member=person.member, today=request.authority.on, places=choice.places)
    # What was shown when the decision was made, so that two who accept at once do not overrule each other.
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        act = act_on(request, person, reason=form.cleaned_data["reason"])
        leaving = Affiliation.objects.filter(member=person.member, pk=seen if seen.isdecimal() else 0).first()
        said = form.cleaned_data
        if _written(
            form,
            lambda: affiliate(
                member=person.member, organisation=said["place"], on=said["on"], act=act, leaving=leaving
            ),
        ):
            return _done(request, person)
    running = person.member.affiliations.filter(ends_on__isnull=True).first()
    title = _("Move to another branch") if person.place else _("Accept into a branch")
    return _page(request, person, form, title, choice=choice, seen=seen or (running.pk if running else ""))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: MemberRequest, member_id: str) -> HttpResponse:
    """The present phone and e-mail are not shown here: whoever needs to see them says why first."""
    person = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] or getattr(person.member, key) for key in ("phone", "email")}
        if _written(form, lambda: change_contact(member=person.member, act=act_on(request, person), **given)):
            return _done(request, person)
    return _page(request, person, form, _("Phone and e-mail"), is_contact=True)


def _written(form: forms.Form, write: Callable[[], object]) -> bool:
    """Whether the service took it; what it refused stands above the form, and nothing that was typed is lost."""
    try:
        write()
    except SchoolError as refused:
        form.add_error(None, refused.detail)
        return False
    return True


def _done(request: MemberRequest, person: Person) -> HttpResponse:
    messages.success(request, _("The record of %(name)s was changed.") % {"name": person.member.name})
    if not Member.objects.on_file_for(request.authority, Right.OVERSEE_MEMBERS).filter(pk=person.member.pk).exists():
        # She belongs elsewhere, or nowhere, by now, and her file with her.
        return redirect("organisation:people")
    return redirect("organisation:person", person.member.public_id)


def _page(request: MemberRequest, person: Person, form: forms.Form, title: Any, **context: Any) -> HttpResponse:
    return render(
        request,
        PAGE,
        {
            "person": person,
            "member": person.member,
            "form": form,
            "title": title,
            "offices": offices_for(request, person.path),
            "chosen": request.POST.get("office", ""),
            **context,
        },
        status=422 if form.is_bound and form.errors else 200,
    )
