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
from courses.affected import affected_by
from courses.errors import NotPublished, NotReadyToPublish
from courses.forms.course import WithdrawalForm
from courses.forms.publishing import AudienceForm
from courses.freezing import changes_to_publish, freeze_draft
from courses.invitations import Invitation, count_invited, members_invited
from courses.models import Course
from courses.views.in_scope import editable_course
from courses.views.replacing import replaced_in
from school.accounts.requests import MemberRequest
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: MemberRequest, course_id: str) -> HttpResponse:
    """First the problems, then the audience, then whom it touches, then the act."""
    course = editable_course(request, course_id)
    before = _audience_of(course)
    if request.method == "POST":
        return _publish(request, course, before)
    draft = freeze_draft(course=course, member=request.user, at=request.at)
    form = AudienceForm(request.GET or None, authority=request.authority, before=before)
    context: dict[str, Any] = {
        "course": course,
        "problems": draft.problems,
        "form": form,
        "offices": _offices(request, course),
    }
    if form.is_bound and not draft.problems and form.is_valid():
        audience = form.invitations()
        changes = changes_to_publish(course=course, draft=draft)
        reached, affected = count_invited([audience, before if course.is_published else ()], on=request.authority.on)
        context |= {
            "audience": audience,
            "reached": reached,
            "affected": affected,
            "classes": affected_by(changes) if course.is_published else [],
            "replaced": replaced_in(draft, changes),
        }
    return render(request, "courses/studio/publish.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, course_id: str) -> HttpResponse:
    """Say how many members lose sight of the course, ask why, then withdraw it."""
    course = editable_course(request, course_id)
    if not course.is_published:
        raise NotPublished
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = _act(request, course)
        services.withdraw_course(
            course=course,
            member=request.user,
            reason=form.cleaned_data["reason"],
            at=request.at,
            office_id=act.office_id,
        )
        messages.success(request, _("The course was withdrawn. What members have earned stays."))
        return redirect("courses:studio_course", course_id=course_id)
    affected = members_invited(_audience_of(course), on=request.authority.on).count()
    context = {"course": course, "form": form, "affected": affected, "offices": _offices(request, course)}
    return render(request, "courses/studio/withdraw.html", context)


def _publish(request: MemberRequest, course: Course, before: list[Invitation]) -> HttpResponse:
    form = AudienceForm(request.POST, authority=request.authority, before=before)
    if not form.is_valid():
        return render(request, "courses/studio/publish.html", {"course": course, "form": form}, status=422)
    act = _act(request, course)
    try:
        services.publish_course(
            course=course, member=request.user, audiences=form.invitations(), at=request.at, office_id=act.office_id
        )
    except NotReadyToPublish as refused:
        context = {"course": course, "form": form, "problems": refused.problems}
        return render(request, "courses/studio/publish.html", context, status=refused.status)
    messages.success(request, _("The course is published."))
    return redirect("courses:studio_course", course_id=course.public_id)


def _act(request: MemberRequest, course: Course) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=course.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )


def _offices(request: MemberRequest, course: Course) -> list[tuple[str, str]]:
    return choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path))


def _audience_of(course: Course) -> list[Invitation]:
    return [row.invitation for row in course.audiences.select_related("organisation__parent")]
