"""Publishing and withdrawing, each behind a sentence that says what will happen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import services
from courses.errors import NotPublished, NotReadyToPublish
from courses.forms.course import WithdrawalForm
from courses.forms.publishing import AudienceForm
from courses.freezing import changes_to_publish, freeze_draft
from courses.models import Course
from courses.views.in_scope import editable_course
from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.models import Member, Organisation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, course_id: str) -> HttpResponse:
    """First the problems, then the audience, then whom it touches, then the act."""
    course = editable_course(request, course_id)
    if request.method == "POST":
        return _publish(request, course)
    draft = freeze_draft(course=course, member=request.user, at=request.at)
    context: dict[str, Any] = {"course": course, "problems": draft.problems, "affected": _members_who_see(course)}
    chosen = AudienceForm(request.GET or None, authority=request.authority, initial=_initial(course))
    if "organisations" in request.GET and chosen.is_valid() and not draft.problems:
        audience = _with_those_beyond_reach(request, course, chosen.cleaned_data["organisations"])
        context |= {
            "audience": audience,
            "reached": Member.objects.affiliated_within(*(place.path for place in audience)).count(),
            "changes": changes_to_publish(course=course, draft=draft),
        }
    return render(request, "courses/studio/publish.html", {**context, "form": chosen})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, course_id: str) -> HttpResponse:
    """Say how many members lose sight of the course, ask why, then withdraw it."""
    course = editable_course(request, course_id)
    if not course.is_published:
        raise NotPublished
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_course(course=course, member=request.user, reason=form.cleaned_data["reason"], at=request.at)
        messages.success(request, _("The course was withdrawn. What members have earned stays."))
        return redirect("courses:studio_course", course_id=course_id)
    context = {"course": course, "form": form, "affected": _members_who_see(course)}
    return render(request, "courses/studio/withdraw.html", context)


def _publish(request: MemberRequest, course: Course) -> HttpResponse:
    form = AudienceForm(request.POST, authority=request.authority)
    if not form.is_valid():
        return render(request, "courses/studio/publish.html", {"course": course, "form": form}, status=422)
    audience = _with_those_beyond_reach(request, course, form.cleaned_data["organisations"])
    try:
        services.publish_course(course=course, member=request.user, audiences=audience, at=request.at)
    except NotReadyToPublish as refused:
        context = {"course": course, "form": form, "problems": refused.problems}
        return render(request, "courses/studio/publish.html", context, status=refused.status)
    messages.success(request, _("The course is published."))
    return redirect("courses:studio_course", course_id=course.public_id)


def _initial(course: Course) -> dict[str, list[str]]:
    return {"organisations": [audience.organisation.public_id for audience in _audiences(course)]}


def _with_those_beyond_reach(request: MemberRequest, course: Course, chosen: Any) -> list[Organisation]:
    """An author closer to the leaves must not take the course away from those whom a wider office gave it to."""
    beyond = [
        audience.organisation
        for audience in _audiences(course)
        if not request.authority.covers(Right.AUTHOR_COURSES, audience.organisation.path)
    ]
    return [*beyond, *chosen]


def _audiences(course: Course) -> Any:
    return course.audiences.select_related("organisation")


def _members_who_see(course: Course) -> int:
    if not course.is_published:
        return 0
    return Member.objects.affiliated_within(*(row.organisation.path for row in _audiences(course))).count()
