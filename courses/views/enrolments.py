"""A course opened to single people by name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import Course, Enrolment
from courses.services.enrolling import end_enrolment, enrol
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError
from school.organisation.authority import Right
from school.organisation.models import Member
from school.organisation.models.member import MemberQuerySet

PAGE_SIZE = 20
FOUND_SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrolments(request: MemberRequest, course_id: str) -> HttpResponse:
    """Who sees it by name; search for somebody within reach of the author's office, and open it to her."""
    course = editable_course(request, course_id)
    if request.method == "POST":
        return _enrol(request, course)
    text, find = request.GET.get("q", "")[:60].strip(), request.GET.get("find", "")[:60].strip()
    standing = course.enrolments.overseen_by(request.authority).not_over(request.authority.on)
    if text:
        standing = standing.filter(member__in=Member.objects.get_queryset().found_by(text).values("pk"))
    page = Paginator(standing.select_related("member"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "page": page,
        "text": text,
        "find": find,
        "found": _reach(request).found_by(find).order_by("sort_text", "number")[:FOUND_SHOWN] if find else (),
        "offices": offices_for(request, course),
        "query": urlencode({"q": text}),
    }
    return render(request, "courses/studio/enrolments.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, enrolment_id: str) -> HttpResponse:
    """Say what ends and what stays, then end it."""
    found = Enrolment.objects.filter(public_id=enrolment_id).select_related("course", "member").first()
    if found is None:
        raise NotFound
    course = editable_course(request, found.course.public_id)
    get_object_or_404(Enrolment.objects.overseen_by(request.authority), pk=found.pk)
    if request.method == "POST":
        end_enrolment(act=act_for(request, course), enrolment=found)
        messages.success(request, _("The course is no longer open to %(name)s by name.") % {"name": found.member.name})
        return redirect("courses:enrolments", course_id=course.public_id)
    context = {"course": course, "enrolment": found, "offices": offices_for(request, course)}
    return render(request, "courses/studio/end_enrolment.html", context)


def _enrol(request: MemberRequest, course: Course) -> HttpResponse:
    member = get_object_or_404(_reach(request), public_id=request.POST.get("member", ""))
    try:
        enrol(act=act_for(request, course), course=course, member=member)
    except SchoolError as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, _("%(name)s sees this course from now on.") % {"name": member.name})
    return redirect("courses:enrolments", course_id=course.public_id)


def _reach(request: MemberRequest) -> MemberQuerySet:
    return Member.objects.overseen_by(request.authority, Right.AUTHOR_COURSES)
