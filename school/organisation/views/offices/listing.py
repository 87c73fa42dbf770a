"""职务: who holds what where since when, and which branches have no secretary."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.forms.offices import NarrowOfficesForm
from school.organisation.giving import can_give, gives_anything, offices_in_sight
from school.organisation.models import Member, Office, Organisation, Role
from school.organisation.models.office import OfficeQuerySet
from school.organisation.vacancies import Unattended, unattended, without_secretary

PAGE_SIZE = 30
SHOWN = {"now": _("today"), "coming": _("to begin"), "past": _("past"), "vacant": _("without a secretary")}


@dataclass(frozen=True)
class Chip:
    label: str
    query: str
    current: bool


@require_safe
@login_required
def offices(request: MemberRequest) -> HttpResponse:
    """Everybody finds her own; who oversees people or appoints finds those within her reach."""
    form = NarrowOfficesForm(request.GET)
    within = _within(request)
    show = request.GET.get("show", "now")
    show = show if show in SHOWN else "now"
    listed: QuerySet[Office] | QuerySet[Organisation]
    listed = _vacant(request, within) if show == "vacant" else _found(request, form, within, show)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    said = {key: value for key, value in request.GET.items() if key in {"q", "role", "organisation"} and value}
    chips = [Chip(str(label), urlencode(said | {"show": code}), code == show) for code, label in SHOWN.items()]
    own = Office.objects.filter(member=request.user).exclude(ends_on__lte=request.authority.on)
    return render(
        request,
        "organisation/offices/list.html",
        {
            "form": form,
            "page": page,
            "show": show,
            "chips": chips,
            "query": urlencode(said | {"show": show}),
            "narrowed": bool(set(said) & {"q", "role"}),
            "within": within,
            "own": own.select_related("organisation__parent").order_by("organisation__path", "role"),
            "oversees": _oversees(request),
            "may_appoint": gives_anything(request.authority),
            "unattended": _unattended(request) if show == "vacant" and within is None else [],
            "may_fill": within is None or can_give(request.authority, role=Role.BRANCH_SECRETARY, path=within.path),
        },
    )


def _unattended(request: MemberRequest) -> list[tuple[Unattended, bool]]:
    """Each with whether she may fill it."""
    authority = request.authority
    return [(row, can_give(authority, role=row.role, path=row.place.path)) for row in unattended(authority)]


def _oversees(request: MemberRequest) -> bool:
    return request.authority.has(Right.OVERSEE_MEMBERS) or request.authority.has(Right.ADMINISTER_SECURITY)


def _within(request: MemberRequest) -> Organisation | None:
    """The organisation that the list is narrowed to, if it lies within reach."""
    reach = Organisation.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS)
    wanted = request.GET.get("organisation", "")
    return reach.filter(public_id=wanted).first() if wanted else None


def _found(request: MemberRequest, form: NarrowOfficesForm, within: Organisation | None, show: str) -> QuerySet[Office]:
    said = form.cleaned_data if form.is_valid() else {}
    found = _of_time(offices_in_sight(request.authority), request, show)
    if within is not None:
        found = found.filter(organisation__in=Organisation.objects.within(within.path))
    if said.get("role"):
        found = found.filter(role=said["role"])
    if said.get("q", "").strip():
        found = found.filter(member__in=Member.objects.get_queryset().found_by(said["q"]).values("pk"))
    order = ("-ends_on", "-pk") if show == "past" else ("organisation__path", "role", "member__sort_text", "pk")
    return found.select_related("member", "organisation__parent").order_by(*order)


def _of_time(found: OfficeQuerySet, request: MemberRequest, show: str) -> OfficeQuerySet:
    today = request.authority.on
    if show == "past":
        return found.over_by(today)
    return found.to_begin_after(today) if show == "coming" else found.held_on(today)


def _vacant(request: MemberRequest, within: Organisation | None) -> QuerySet[Organisation]:
    found = without_secretary(request.authority).select_related("parent")
    return found.within(within.path) if within else found
