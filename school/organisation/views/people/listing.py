"""The member list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.authority import Right
from school.organisation.forms.people import NarrowingForm
from school.organisation.models import Organisation
from school.organisation.people import NOWHERE, Wanted, pages_within_reach, rows_of

PAGE_SIZE = 30
CHILDREN_SHOWN = 200
SORTS = {"name": _("by name"), "number": _("by number"), "place": _("by branch")}


@require_safe
@login_required
def people(request: MemberRequest) -> HttpResponse:
    if not request.authority.has(Right.OVERSEE_MEMBERS):
        raise Forbidden
    whole = request.authority.covers_everything(Right.OVERSEE_MEMBERS)
    form = NarrowingForm(request.GET, offers_nowhere=whole)
    wanted = _wanted(request, form, whole=whole)
    page = pages_within_reach(request.authority, wanted, size=PAGE_SIZE).get_page(request.GET.get("page"))
    said = {key: value for key, value in request.GET.items() if key not in {"page", "sort"} and value}
    sorts = [(f"?{urlencode(said | {'sort': key})}", label, key == wanted.order) for key, label in SORTS.items()]
    return render(
        request,
        "organisation/people/list.html",
        {
            "form": form,
            "rows": rows_of(list(page.object_list), authority=request.authority),
            "page": page,
            "total": page.paginator.count,
            "query": urlencode(said | {"sort": wanted.order}),
            "within": wanted.within,
            "narrower": _places_below(request, wanted.within),
            "above": _above(request, wanted.within),
            "sorts": sorts,
            "narrowed": bool(said),
            "may_manage": request.authority.has(Right.MANAGE_MEMBERS),
        },
    )


def _wanted(request: MemberRequest, form: NarrowingForm, *, whole: bool) -> Wanted:
    said = form.cleaned_data if form.is_valid() else {}
    chosen = request.GET.get("within", "")
    within = Organisation.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS).filter(public_id=chosen).first()
    order = request.GET.get("sort", "name")
    status = said.get("status", "")
    return Wanted(
        text=said.get("q", ""),
        within=within,
        nowhere=whole and status == NOWHERE,
        stage=said.get("stage", ""),
        category=said.get("category", ""),
        status="" if status == NOWHERE else status,
        order=order if order in SORTS else "name",
    )


def _places_below(request: MemberRequest, within: Organisation | None) -> list[Organisation]:
    """Where the list can be narrowed to next: the children of the chosen place, or the own places."""
    reach = Organisation.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS).still_open()
    if within is not None:
        return list(reach.filter(parent=within)[:CHILDREN_SHOWN])
    own = request.authority.paths(Right.OVERSEE_MEMBERS)
    if len(own) == 1:
        return list(reach.filter(parent__path=own[0])[:CHILDREN_SHOWN])
    return list(reach.filter(path__in=own)[:CHILDREN_SHOWN])


def _above(request: MemberRequest, within: Organisation | None) -> Organisation | None:
    """One step up from the chosen place, as long as it stays within reach."""
    if within is None or within.parent_id is None:
        return None
    reach = Organisation.objects.overseen_by(request.authority, Right.OVERSEE_MEMBERS)
    return reach.filter(pk=within.parent_id).first()
