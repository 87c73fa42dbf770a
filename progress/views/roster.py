"""A course on the desk: who has completed it and who has not, never how long anybody sat there."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Course
from progress.reports.roster import Roster, courses_for_desk, roster_of
from progress.views.exporting import Sheet, export_page
from progress.views.listing import PAGE_SIZE, chip, fits
from school.accounts.requests import MemberRequest
from school.errors import Forbidden
from school.organisation.authority import Right
from school.privacy.models import ExportKind

MISSING, COMPLETED = "missing", "completed"


def _course_in_scope(request: MemberRequest, course_id: str) -> tuple[Course, Roster]:
    if not request.authority.has(Right.OVERSEE_MEMBERS):
        raise Forbidden
    course = get_object_or_404(courses_for_desk(request.authority), public_id=course_id)
    return course, roster_of(course=course, authority=request.authority)


@require_safe
@login_required
def course(request: MemberRequest, course_id: str) -> HttpResponse:
    shown, roster = _course_in_scope(request, course_id)
    standing = COMPLETED if request.GET.get("standing") == COMPLETED else MISSING
    search = request.GET.get("q", "")[:60]
    rows = [
        row
        for row in roster.rows
        if (row.completed_at is not None) == (standing == COMPLETED) and fits(search, row.name, row.number, row.branch)
    ]
    chips = [
        chip(label=_("Not yet"), number=roster.missing, value=MISSING, chosen=standing, search=search),
        chip(label=_("Completed"), number=roster.completed, value=COMPLETED, chosen=standing, search=search),
    ]
    return render(
        request,
        "progress/desk_course.html",
        {
            "course": shown,
            "roster": roster,
            "chips": chips,
            "standing": standing,
            "search": search,
            "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "query": urlencode({"standing": standing, "q": search}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: MemberRequest, course_id: str) -> HttpResponseBase:
    """The whole roster as CSV, through the gate of exports."""
    shown, roster = _course_in_scope(request, course_id)
    sheet = Sheet(
        kind=ExportKind.COURSE,
        title=_("Export: progress in “%(course)s”") % {"course": shown.title},
        name=f"course-{shown.public_id}",
        head=[_("Member number"), _("Name"), _("Branch"), _("Completed on")],
        rows=lambda: ((row.number, row.name, row.branch, _day(row.completed_at)) for row in roster.rows),
        member_ids=[row.member_id for row in roster.rows],
        back=(reverse("progress:desk_course", args=[shown.public_id]), shown.title),
    )
    return export_page(request, sheet)


def _day(at: datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""
