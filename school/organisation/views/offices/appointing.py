"""Appointing: first the place, then the office and the person, then the days."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound, SchoolError
from school.organisation.forms.offices import AppointForm, FindPersonForm
from school.organisation.giving import candidates, gives_anything, is_administrator, places_to_give_at, roles_to_give
from school.organisation.models import Office, Organisation, Role
from school.organisation.services.appointing import appoint
from school.organisation.views.offices.in_scope import act_of_giving, acting_as, guarded, people_found

PLACES_ON_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_office(request: MemberRequest) -> HttpResponseBase:
    """`?organisation=` and `?role=` may be given already, as links from vacancies do."""
    if not gives_anything(request.authority):
        raise Forbidden
    place = _place(request)
    if place is None:
        return _choose_place(request)
    roles = roles_to_give(request.authority, place.path)
    sent = request.POST if request.method == "POST" else request.GET
    finding = FindPersonForm({"role": sent.get("role") or roles[0].value, "q": sent.get("q", "")}, roles=roles)
    said = finding.cleaned_data if finding.is_valid() else {}
    role = said.get("role") or roles[0].value
    return guarded(request, role, _new)(request, place, finding, role, said.get("q", ""))


def _new(
    request: MemberRequest, /, place: Organisation, finding: FindPersonForm, role: str, text: str
) -> HttpResponseBase:
    people = people_found(request, role=role, text=text)
    form = AppointForm(request.POST or None, people=people, today=request.authority.on)
    if request.method == "POST" and form.is_valid():
        made = _appoint(request, form, place, role)
        if made is not None:
            return redirect("organisation:office", office_id=made.public_id)
    context = {"place": place, "finding": finding, "form": form, "people": people, "role": Role(role)}
    context |= acting_as(request, role=role, path=place.path)
    return render(request, "organisation/offices/new.html", context)


def _appoint(request: MemberRequest, form: AppointForm, place: Organisation, role: str) -> Office | None:
    said = form.cleaned_data
    member = candidates(request.authority, role=role).get(public_id=said["member"])
    try:
        made = appoint(
            member=member,
            organisation=place,
            role=role,
            on=said["starts_on"],
            ends_on=said["ends_on"],
            act=act_of_giving(request, role=role, path=place.path, reason=said["reason"]),
        )
    except SchoolError as error:
        form.add_error(None, error.detail)
        return None
    messages.success(request, _("%(name)s has the office.") % {"name": member.name})
    _warn(request, made)
    return made


def _warn(request: MemberRequest, made: Office) -> None:
    """An administrator should hold no other office: said, not forbidden (DOMAIN §1.12)."""
    others = Office.objects.filter(member=made.member).exclude(pk=made.pk).overlapping(made.starts_on, made.ends_on)
    held = [made.role, *others.values_list("role", flat=True)]
    if len(held) > 1 and any(map(is_administrator, held)):
        messages.warning(
            request,
            _("%(name)s is an administrator and holds another office, too. It is safer when administrators do not.")
            % {"name": made.member.name},
        )


def _place(request: MemberRequest) -> Organisation | None:
    """The place named, or the only one there is. Raises NotFound for one out of reach."""
    reach = places_to_give_at(request.authority)
    wanted = request.GET.get("organisation", "")
    if wanted:
        found = reach.filter(public_id=wanted).first()
        if found is None:
            raise NotFound
        return found
    places = list(reach[:2])
    return places[0] if len(places) == 1 else None


def _choose_place(request: MemberRequest) -> HttpResponse:
    text = request.GET.get("place", "")[:60]
    reach = places_to_give_at(request.authority).called(text)
    page = Paginator(reach.select_related("parent", "kind"), PLACES_ON_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "organisation/offices/place.html", {"page": page, "text": text, "query": urlencode({"place": text})}
    )
