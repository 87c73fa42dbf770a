"""工作台: who is missing what in my subtree – exceptions first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from progress.reports.desk import DeskReport, MemberRow, desk_of
from progress.reports.roster import courses_for_desk
from progress.requirements import Status
from progress.views.exporting import Sheet, export_page
from progress.views.listing import PAGE_SIZE, chip, fits
from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.authority import Right
from school.privacy.models import ExportKind

COURSES_SHOWN = 12


def _report(request: MemberRequest) -> DeskReport:
    if not request.authority.has(Right.OVERSEE_MEMBERS):
        raise Forbidden
    today = timezone.localdate(request.at)
    return desk_of(authority=request.authority, year=today.year, on=today)


def _headings() -> dict[str, str]:
    return {
        Status.NOT_YET: _("Still lacking hours"),
        Status.MET: _("Requirement met"),
        Status.EXEMPT: _("Exempt"),
        Status.NO_REQUIREMENT: _("No requirement"),
    }


def _chosen(request: MemberRequest, report: DeskReport) -> tuple[str, str, list[MemberRow]]:
    wanted = request.GET.get("standing", "")
    standing = wanted if wanted in set(Status) else Status.NOT_YET.value
    search = request.GET.get("q", "")[:60]
    rows = [
        row for row in report.rows if row.standing.status == standing and fits(search, row.name, row.number, row.branch)
    ]
    return standing, search, rows


@require_safe
@login_required
def desk(request: MemberRequest) -> HttpResponse:
    report = _report(request)
    standing, search, rows = _chosen(request, report)
    headings = _headings()
    chips = [
        chip(label=label, number=report.counts[status], value=status, chosen=standing, search=search)
        for status, label in headings.items()
        if report.counts[status] or status != Status.NO_REQUIREMENT
    ]
    return render(
        request,
        "progress/desk.html",
        {
            "place_name": _(", ").join(request.authority.places(Right.OVERSEE_MEMBERS)),
            "total": len(report.rows),
            "counts": report.counts,
            "chips": chips,
            "standing": standing,
            "heading": headings[Status(standing)],
            "search": search,
            "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "query": urlencode({"standing": standing, "q": search}),
            "year": report.year,
            "may_appraise": request.authority.has(Right.APPRAISE),
            "courses": courses_for_desk(request.authority)[:COURSES_SHOWN],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: MemberRequest) -> HttpResponseBase:
    """The chosen list as CSV, through the gate of exports."""
    report = _report(request)
    standing, search, rows = _chosen(request, report)
    headings = _headings()
    sheet = Sheet(
        kind=ExportKind.STUDY,
        title=_("Export: %(list)s, %(year)s") % {"list": headings[Status(standing)], "year": report.year},
        name=f"study-{report.year}-{standing}",
        head=[_("Member number"), _("Name"), _("Branch"), _("Standing"), _("Hours missing")],
        rows=lambda: (
            (row.number, row.name, row.branch, headings[row.standing.status], row.standing.missing) for row in rows
        ),
        member_ids=[row.member_id for row in rows],
        back=(f"{reverse('progress:desk')}?{urlencode({'standing': standing, 'q': search})}", _("Desk")),
    )
    return export_page(request, sheet)
