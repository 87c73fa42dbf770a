"""The studio: an author's courses, and the draft of one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.course import ChapterForm, CourseForm, NewCourseForm
from courses.kinds import all_kinds
from courses.models import Course, CourseState, Lecture
from courses.services import create_course, edit_course
from courses.views.in_scope import editable_course, require_author
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20


@login_required
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """Courses that this author may edit, latest change first, narrowed by words and by state."""
    require_author(request)
    text = request.GET.get("q", "").strip()
    state = request.GET.get("state", "")
    found = Course.objects.editable_by(request.authority).drafted_as(text).select_related("organisation")
    if state in CourseState.values:
        found = found.filter(state=state)
    page = Paginator(found.order_by("-changed_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "text": text,
        "state": state,
        "states": CourseState.choices,
        "query": urlencode({"q": text, "state": state}),
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
@require_safe
def studio_course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Chapters and lectures of the draft, with everything that can be done to them."""
    course = editable_course(request, course_id)
    shown = course.published_revision
    lectures = Prefetch("lectures", Lecture.objects.in_draft().select_related("asset"), to_attr="drafts")
    context = {
        "course": course,
        "chapters": course.chapters.in_draft().prefetch_related(lectures),
        "chapter_form": ChapterForm(),
        "kinds": all_kinds(),
        "unpublished": shown is not None and course.is_published and course.changed_at > shown.published_at,
    }
    return render(request, "courses/studio/course.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about_course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Title, summary, and whether it is required."""
    course = editable_course(request, course_id)
    initial = {"title": course.title, "summary": course.summary, "required": course.required}
    form = CourseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_course(course=course, at=request.at, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("courses:studio_course", course_id=course_id)
    return render(request, "courses/studio/about_course.html", {"course": course, "form": form})
