"""Correction notices of a published course, and taking one down at once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.errors import NotPublished
from courses.forms.review import CorrectionForm, TakeDownForm
from courses.models import Course, Lecture
from courses.services.correcting import publish_correction, take_down
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course
from courses.views.review_scope import act_taking_down, removable_course, taking_down
from school.accounts.requests import MemberRequest
from school.organisation.acting import choices
from school.organisation.authority import Right

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: MemberRequest, course_id: str) -> HttpResponse:
    """Every correction so far, and a form for a new one, which is shown before it is published."""
    course = editable_course(request, course_id)
    published = _published_lectures(course)
    form = CorrectionForm(request.POST or None, lectures=[(row.public_id, row.title) for row in published])
    shown = request.method == "POST" and form.is_valid()
    if shown and request.POST.get("act") == "publish":
        publish_correction(
            course=course,
            lecture=next((row for row in published if row.public_id == form.cleaned_data["lecture"]), None),
            wrong=form.cleaned_data["wrong"],
            right=form.cleaned_data["right"],
            act=act_for(request, course),
        )
        messages.success(request, _("The correction is published. Whoever has begun the course is told."))
        return redirect("courses:corrections", course_id=course_id)
    rows = course.corrections.select_related("lecture", "published_by", "revision")
    context = {
        "course": course,
        "form": form,
        "shown": form.cleaned_data if shown and request.POST.get("act") == "show" else None,
        "where": dict(form.fields["lecture"].choices).get(form.cleaned_data["lecture"]) if shown else "",  # type: ignore[attr-defined]  # a ChoiceField
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "offices": offices_for(request, course),
    }
    return render(request, "courses/review/corrections.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_course_down(request: MemberRequest, course_id: str) -> HttpResponse:
    """A reviewer or an officer over the owner withdraws a course at once; one page, one act."""
    course = removable_course(request, course_id)
    if not course.is_published:
        raise NotPublished
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_down(course=course, act=act_taking_down(request, course, reason=form.cleaned_data["reason"]))
        messages.success(request, _("The course was taken down, and its author was told."))
        return redirect("courses:review_desk" if request.authority.has(Right.REVIEW_COURSES) else "courses:catalogue")
    context = {
        "course": course,
        "form": form,
        "offices": choices(taking_down(request, course)),
        "reviews": request.authority.has(Right.REVIEW_COURSES),
    }
    return render(request, "courses/review/take_down.html", context, status=422 if form.errors else 200)


def _published_lectures(course: Course) -> list[Lecture]:
    """Those that members see now, in order."""
    rows = Lecture.objects.filter(revisions__revision=course.published_revision_id)
    return list(rows.order_by("revisions__chapter_position", "revisions__position"))
