"""The improvement log of a course: authors write, officers over its owner read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.permissions import can_edit_course
from quizzes.forms.improving import DeedForm, FindingForm
from quizzes.models import Improvement
from quizzes.services.improving import note_finding, write_deed
from quizzes.views.in_scope import read_course
from quizzes.views.listing import rest_of
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound

PAGE_SIZE = 30


@login_required
@require_safe
def improvements(request: MemberRequest, course_id: str) -> HttpResponse:
    """Open entries, closed ones or all, searched in words; the page prints as it stands."""
    course = read_course(request, course_id)
    show, search = request.GET.get("show", "open"), request.GET.get("q", "").strip()[:100]
    entries = (
        Improvement.objects.filter(course=course).select_related("opened_by", "closed_by").order_by("-opened_at", "-pk")
    )
    narrowed = {"open": entries.still_open(), "closed": entries.closed()}.get(show, entries)
    if search:
        narrowed = narrowed.filter(Q(found__icontains=search) | Q(done__icontains=search))
    context = {
        "course": course,
        "page": Paginator(narrowed, PAGE_SIZE).get_page(request.GET.get("page")),
        "show": show,
        "search": search,
        "query": rest_of(request),
        "may_write": can_edit_course(request.authority, course),
    }
    return render(request, "quizzes/improvements/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_finding(request: MemberRequest, course_id: str) -> HttpResponse:
    """Write down what was found."""
    course = read_course(request, course_id)
    if not can_edit_course(request.authority, course):
        raise Forbidden
    form = FindingForm(request.POST or None, initial={"found_by": request.GET.get("by", "other")}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        note_finding(course=course, by=request.user, at=request.at, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("quizzes:improvements", course_id=course_id)
    context = {"course": course, "form": form}
    return render(request, "quizzes/improvements/finding.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: MemberRequest, course_id: str, entry_id: str) -> HttpResponse:
    """Say what was done; close the entry, or open it again."""
    course = read_course(request, course_id)
    if not can_edit_course(request.authority, course):
        raise Forbidden
    entry = Improvement.objects.filter(course=course, public_id=entry_id).first()
    if entry is None:
        raise NotFound
    standing = {"done": entry.done, "close": entry.closed_at is not None}
    form = DeedForm(request.POST or None, initial=standing, label_suffix="")
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        write_deed(improvement=entry, done=chosen["done"], close=chosen["close"], by=request.user, at=request.at)
        messages.success(request, _("Saved."))
        return redirect("quizzes:improvements", course_id=course_id)
    context = {"course": course, "entry": entry, "form": form}
    return render(request, "quizzes/improvements/deed.html", context, status=422 if form.errors else 200)
