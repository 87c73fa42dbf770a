"""Two records of one person: suggestions, a preview of both, joining them and separating them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from progress.models import LectureCompletion, LedgerEntry
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound, SchoolError
from school.organisation.authority import Right
from school.organisation.duplicates import suggestions, suggestions_for
from school.organisation.forms.people import ReasonForm
from school.organisation.models import Member, Office
from school.organisation.people import PersonRow, rows_of
from school.organisation.services.aliasing import join_records, separate_records
from school.organisation.views.people.in_scope import Person, act_on, offices_for, person_on_file

PAGE_SIZE = 20
FOUND = 20


@dataclass(frozen=True)
class Holding:
    """What one of two records has."""

    row: PersonRow
    joined_on: date | None
    hours: Decimal
    completions: int
    offices: list[Office]


@require_safe
@login_required
def duplicates(request: MemberRequest) -> HttpResponse:
    if not request.authority.has(Right.MANAGE_MEMBERS):
        raise Forbidden
    found = suggestions(request.authority, right=Right.MANAGE_MEMBERS)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organisation/people/duplicates.html", {"page": page, "total": len(found)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: MemberRequest, member_id: str) -> HttpResponse:
    """Choose the other record, look at both, then say why: `member_id` is kept, `with` stands for it from then on."""
    kept = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    other_id = request.POST.get("with", "") or request.GET.get("with", "")
    if not other_id:
        return _choose(request, kept)
    other = person_on_file(request, other_id, Right.MANAGE_MEMBERS)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        # The act touches both, so the office must reach both: the one chosen at the kept record is asked at the other.
        act_on(request, other)
        act = act_on(request, kept, reason=form.cleaned_data["reason"])
        try:
            join_records(alias=other.member, canonical=kept.member, act=act)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("The two records are one person now. You can separate them again here."))
            return redirect("organisation:person", kept.member.public_id)
    return render(
        request,
        "organisation/people/join.html",
        {
            "kept": kept.member,
            "other": other.member,
            "holdings": _holdings(request, [kept.member, other.member]),
            "form": form,
            "offices": offices_for(request, kept.path),
            "swap_url": f"{reverse('organisation:person_join', args=[other.member.public_id])}?with={member_id}",
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def separate(request: MemberRequest, member_id: str, alias_id: str) -> HttpResponse:
    """The record `alias_id` stands for `member_id` by mistake."""
    kept = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    alias = get_object_or_404(Member, public_id=alias_id, stands_for=kept.member)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            separate_records(alias=alias, act=act_on(request, kept, reason=form.cleaned_data["reason"]))
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("They are two people again, each with the own record."))
            return redirect("organisation:person", kept.member.public_id)
    return render(
        request,
        "organisation/people/separate.html",
        {
            "kept": kept.member,
            "other": alias,
            "form": form,
            "offices": offices_for(request, kept.path),
            "back_url": reverse("organisation:person", args=[kept.member.public_id]),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _choose(request: MemberRequest, kept: Person) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    if request.method == "POST":
        raise NotFound
    reach = Member.objects.on_file_for(request.authority, Right.MANAGE_MEMBERS).exclude(pk=kept.member.pk)
    if text:
        rows = rows_of(list(reach.found_by(text).order_by("sort_text", "number")[:FOUND]), authority=request.authority)
    else:
        rows = suggestions_for(kept.member, request.authority, right=Right.MANAGE_MEMBERS)[:FOUND]
    return render(request, "organisation/people/join_choose.html", {"kept": kept.member, "rows": rows, "text": text})


def _holdings(request: MemberRequest, members: Iterable[Member]) -> list[Holding]:
    """Both records side by side; five queries."""
    rows = rows_of(list(members), authority=request.authority)
    ids = [row.member.pk for row in rows]
    hours = dict(LedgerEntry.objects.filter(member__in=ids).values_list("member_id").annotate(Sum("hours")).order_by())
    completed = LectureCompletion.objects.filter(member__in=ids).values_list("member_id")
    counts = dict(completed.annotate(Count("pk")).order_by())
    held = Office.objects.held_on(request.authority.on).filter(member__in=ids).select_related("organisation")
    return [
        Holding(
            row=row,
            joined_on=row.member.joined_on,
            hours=hours.get(row.member.pk, Decimal(0)),
            completions=counts.get(row.member.pk, 0),
            offices=[office for office in held if office.member_id == row.member.pk],
        )
        for row in rows
    ]
