"""Courses that are asked of people by a rule: the list, making one, who is missing, changing, ending, undoing."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.dues import due_in_words
from courses.forms.assigning import AssignForm, TermsForm, initial_terms
from courses.models import CourseAssignment
from courses.services.assigning import assign_course, change_assignment, end_assignment, resume_assignment
from progress.reports.assigned import AssignedRow, assigned_rows, reach_of
from progress.reports.roster import courses_for_desk
from progress.views.exporting import Sheet, export_page
from progress.views.listing import PAGE_SIZE, chip, fits
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, SchoolError
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right
from school.privacy.models import ExportKind

ROWS, CURRENT, OVER = 20, "current", "over"
MISSING, LATE, COMPLETED = "missing", "late", "completed"


def _require_desk(request: MemberRequest) -> None:
    if not request.authority.has(Right.OVERSEE_MEMBERS):
        raise Forbidden


def _in_scope(request: MemberRequest, assignment_id: str) -> CourseAssignment:
    _require_desk(request)
    mine = CourseAssignment.objects.managed_by(request.authority)
    related = mine.select_related("course__published_revision", "course__organisation", "organisation__parent")
    return get_object_or_404(related, public_id=assignment_id)


def _act(request: MemberRequest, path: str) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.OVERSEE_MEMBERS,
        path=path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )


def _offices(request: MemberRequest, path: str) -> list[tuple[str, str]]:
    return choices(request.authority.grants_for(Right.OVERSEE_MEMBERS, path))


@require_safe
@login_required
def assignments(request: MemberRequest) -> HttpResponse:
    """What is asked of whom in the own subtree, and the courses that can be assigned."""
    _require_desk(request)
    text, state = request.GET.get("q", "")[:60].strip(), request.GET.get("state", CURRENT)
    mine = CourseAssignment.objects.managed_by(request.authority)
    mine = mine.over_by(request.authority.on) if state == OVER else mine.not_over(request.authority.on)
    if text:
        mine = mine.filter(course__title__icontains=text)
    rows = mine.select_related("course", "organisation__parent").order_by("-created_at", "-pk")
    offered = (
        courses_for_desk(request.authority).select_related("published_revision").defer("published_revision__outline")
    )
    if text:
        offered = offered.shown_as(text)  # type: ignore[attr-defined]  # a CourseQuerySet
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "courses": offered[:ROWS],
        "text": text,
        "state": OVER if state == OVER else CURRENT,
        "today": request.authority.on,
        "query": urlencode({"q": text, "state": state}),
    }
    return render(request, "progress/assignments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assign(request: MemberRequest, course_id: str) -> HttpResponse:
    """Of whom and by when; then how many that are; then the act."""
    _require_desk(request)
    course = get_object_or_404(courses_for_desk(request.authority), public_id=course_id)
    sent = request.POST if request.method == "POST" else request.GET
    form = AssignForm(sent or None, authority=request.authority)
    context: dict[str, Any] = {"course": course, "form": form}
    if form.is_bound and form.is_valid():
        to, terms = form.invitation(), form.terms()
        if request.method == "POST":
            try:
                made = assign_course(act=_act(request, to.organisation.path), course=course, to=to, terms=terms)
            except SchoolError as refused:
                form.add_error(None, refused.detail)
            else:
                messages.success(request, _("The course is assigned."))
                return redirect("progress:assignment", assignment_id=made.public_id)
        else:
            context |= {
                "to": to,
                "reach": reach_of(course=course, to=to, on=request.authority.on),
                "sent": [(name, value) for name, values in request.GET.lists() for value in values],
                "late": terms.due_on is not None and terms.due_on < request.authority.on,
                "offices": _offices(request, to.organisation.path),
            }
    status = 422 if request.method == "POST" else 200
    return render(request, "progress/assignments/new.html", context, status=status)


@require_safe
@login_required
def assignment(request: MemberRequest, assignment_id: str) -> HttpResponse:
    """Who has not met it yet, who is late, who has completed it; never how long anybody sat there."""
    shown = _in_scope(request, assignment_id)
    rows = assigned_rows(assignment=shown, authority=request.authority)
    today, search = request.authority.on, request.GET.get("q", "")[:60]
    standing = request.GET.get("standing", MISSING)
    standing = standing if standing in {MISSING, LATE, COMPLETED} else MISSING
    labels = {MISSING: _("Not yet"), LATE: _("Overdue"), COMPLETED: _("Completed")}
    lists = {name: [row for row in rows if _stands(row, name, today)] for name in labels}
    found = [row for row in lists[standing] if fits(search, row.name, row.number, row.branch)]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "assignment": shown,
        "asked": len(rows),
        "done": len(lists[COMPLETED]),
        "over": shown.ends_on is not None and shown.ends_on <= today,
        "chips": [
            chip(label=label, number=len(lists[name]), value=name, chosen=standing, search=search)
            for name, label in labels.items()
        ],
        "standing": standing,
        "search": search,
        "page": page,
        "lines": [(row, due_in_words(row.due_on, today) if row.due_on else "") for row in page],
        "query": urlencode({"standing": standing, "q": search}),
    }
    return render(request, "progress/assignments/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: MemberRequest, assignment_id: str) -> HttpResponseBase:
    """The whole list as CSV, through the gate of exports."""
    shown = _in_scope(request, assignment_id)
    rows = assigned_rows(assignment=shown, authority=request.authority)
    sheet = Sheet(
        kind=ExportKind.COURSE,
        title=_("Export: who has completed “%(course)s”") % {"course": shown.course.title},
        name=f"assignment-{shown.public_id}",
        head=[_("Member number"), _("Name"), _("Branch"), _("Due on"), _("Completed on")],
        rows=lambda: (
            (
                row.number,
                row.name,
                row.branch,
                row.due_on.isoformat() if row.due_on else "",
                timezone.localdate(row.completed_at).isoformat() if row.completed_at else "",
            )
            for row in rows
        ),
        member_ids=[row.member_id for row in rows],
        back=(reverse("progress:assignment", args=[shown.public_id]), shown.course.title),
    )
    return export_page(request, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: MemberRequest, assignment_id: str) -> HttpResponse:
    """Another date, another reason, required or not; of whom stays."""
    shown = _in_scope(request, assignment_id)
    form = TermsForm(request.POST or None, initial=initial_terms(shown))
    path = shown.organisation.path
    if request.method == "POST" and form.is_valid():
        change_assignment(act=_act(request, path), assignment=shown, terms=form.terms())
        messages.success(request, _("The assignment is changed."))
        return redirect("progress:assignment", assignment_id=assignment_id)
    context = {"assignment": shown, "form": form, "offices": _offices(request, path)}
    return render(request, "progress/assignments/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: MemberRequest, assignment_id: str) -> HttpResponse:
    """Say what ends and what stays, then end it."""
    shown = _in_scope(request, assignment_id)
    path = shown.organisation.path
    if request.method == "POST":
        end_assignment(act=_act(request, path), assignment=shown)
        messages.success(request, _("The assignment is ended. You can undo this on this page."))
        return redirect("progress:assignment", assignment_id=assignment_id)
    context = {"assignment": shown, "offices": _offices(request, path)}
    return render(request, "progress/assignments/end.html", context)


@require_POST
@login_required
def resume(request: MemberRequest, assignment_id: str) -> HttpResponse:
    """Undo the end of an assignment."""
    shown = _in_scope(request, assignment_id)
    resume_assignment(act=_act(request, shown.organisation.path), assignment=shown)
    messages.success(request, _("The assignment holds again."))
    return redirect("progress:assignment", assignment_id=assignment_id)


def _stands(row: AssignedRow, standing: str, today: date) -> bool:
    if standing == COMPLETED:
        return row.completed_at is not None
    late = row.due_on is not None and row.due_on < today
    return row.completed_at is None and (standing == MISSING or late)
