"""The studio: the courses that an author may edit, found, begun, copied, deleted and put back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.course import NewCourseForm
from courses.models import Course, CourseState
from courses.services import create_course, delete_course, duplicate_course, put_back_course
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course, removed_course, require_author
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20
REMOVED = "removed"
STATES = (*CourseState.choices, (REMOVED, gettext_lazy("deleted")))
ORDERS = {"changed": ("-changed_at", "-pk"), "title": ("title", "pk")}
ORDER_WORDS = {"changed": gettext_lazy("latest change first"), "title": gettext_lazy("by title")}


@login_required
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """Courses that this author may edit, narrowed by words and by state; deleted ones stand under a state of theirs."""
    require_author(request)
    text = request.GET.get("q", "").strip()
    state = request.GET.get("state", "")
    order = request.GET.get("order", "")
    order = order if order in ORDERS else "changed"
    all_of_hers = Course.objects.removed_within if state == REMOVED else Course.objects.editable_by
    found = all_of_hers(request.authority).drafted_as(text).select_related("organisation")
    if state in CourseState.values:
        found = found.filter(state=state)
    page = Paginator(found.order_by(*ORDERS[order]), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": text,
        "state": state,
        "states": STATES,
        "removed": state == REMOVED,
        "order": order,
        "orders": ORDER_WORDS,
        "query": urlencode({"q": text, "state": state, "order": order}),
    }
    return render(request, "courses/studio/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_course(request: MemberRequest) -> HttpResponse:
    """Title, summary and owner; everything else comes on the course's own page."""
    require_author(request)
    form = NewCourseForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        course = create_course(member=request.user, at=request.at, **form.cleaned_data)
        return redirect("courses:studio_course", course_id=course.public_id)
    return render(request, "courses/studio/new_course.html", {"form": form})


@login_required
@require_POST
def duplicate(request: MemberRequest, course_id: str) -> HttpResponse:
    """A draft of its own with everything in it."""
    copy = duplicate_course(course=editable_course(request, course_id), by=request.user, at=request.at)
    messages.success(request, _("This is the copy. Nobody but its authors sees it until you publish it."))
    return redirect("courses:studio_course", course_id=copy.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, course_id: str) -> HttpResponse:
    """Say what will happen, then delete a draft that was never published."""
    course = editable_course(request, course_id)
    if request.method == "POST":
        act = act_for(request, course)
        delete_course(course=course, member=request.user, at=request.at, office_id=act.office_id)
        messages.success(request, _("The course was deleted. You find it under “deleted” and can put it back."))
        return redirect("courses:studio")
    context = {"course": course, "offices": offices_for(request, course)}
    return render(request, "courses/studio/delete_course.html", context)


@login_required
@require_POST
def put_back(request: MemberRequest, course_id: str) -> HttpResponse:
    """Show a deleted draft to its authors again."""
    course = removed_course(request, course_id)
    put_back_course(course=course, member=request.user, at=request.at, office_id=act_for(request, course).office_id)
    messages.success(request, _("The course is back."))
    return redirect("courses:studio_course", course_id=course_id)
