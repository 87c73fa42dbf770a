"""Which files about people were made: one's own list, and everybody's for the audit administrator."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from school.accounts.requests import MemberRequest
from school.administration.rooms import rooms_of
from school.errors import Forbidden
from school.organisation.authority import Right
from school.organisation.directory import MemberDirectory
from school.organisation.models import Member
from school.privacy.models import ExportRecord, ExportState

PAGE_SIZE = 30


@dataclass(frozen=True)
class Line:
    """One file with who took it, in which office."""

    made: ExportRecord
    name: str
    office: str


@require_safe
@login_required
def own_exports(request: MemberRequest) -> HttpResponse:
    mine = ExportRecord.objects.filter(member=request.user)
    return render(request, "privacy/own_exports.html", {"page": (page := _page(request, mine)), "lines": _lines(page)})


@require_safe
@login_required
def all_exports(request: MemberRequest) -> HttpResponse:
    """For the audit administrator; narrowed by state, searched by reason, number, or the name of who took it."""
    if not request.authority.has(Right.READ_AUDIT):
        raise Forbidden
    search = request.GET.get("q", "").strip()[:60]
    state = request.GET.get("state", "")
    found = ExportRecord.objects.filter(_fits(search), Q(state=state) if state in ExportState.values else Q())
    page = _page(request, found)
    return render(
        request,
        "privacy/all_exports.html",
        {
            "rooms": rooms_of(request.authority, "exports"),
            "page": page,
            "lines": _lines(page),
            "search": search,
            "state": state if state in ExportState.values else "",
            "states": ExportState.choices,
            "query": urlencode({"q": search, "state": state}),
        },
    )


def _fits(search: str) -> Q:
    if not search:
        return Q()
    number = search.rpartition("-")[2].lstrip("0")
    numbered = Q(pk=int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else Q(pk__in=[])
    return numbered | Q(reason__icontains=search) | Q(member__in=Member.objects.get_queryset().found_by(search))


def _page(request: MemberRequest, records: QuerySet[ExportRecord]) -> Page[ExportRecord]:
    return Paginator(records, PAGE_SIZE).get_page(request.GET.get("page"))


def _lines(page: Page[ExportRecord]) -> list[Line]:
    made = list(page.object_list)
    names = MemberDirectory().names({one.member_id for one in made})
    offices = MemberDirectory().offices({one.office_id for one in made if one.office_id})
    return [Line(one, names.get(one.member_id, ""), offices.get(one.office_id or 0, "")) for one in made]
