"""Whom a published course is open to, changed without a new revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.errors import NotPublished
from courses.forms.publishing import AudienceForm
from courses.invitations import Invitation, members_invited
from courses.models import Course
from courses.services.inviting import change_audience
from courses.views.in_scope import editable_course
from school.accounts.requests import MemberRequest
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right


@dataclass(frozen=True)
class Preview:
    """What a change would do, by number of members."""

    invited: Sequence[Invitation]
    reached: int
    gained: int
    lost: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def audience(request: MemberRequest, course_id: str) -> HttpResponse:
    """First whom, then who gains and who loses it, then the act."""
    course = editable_course(request, course_id)
    if not course.is_published:
        raise NotPublished
    before = [row.invitation for row in course.audiences.select_related("organisation__parent")]
    sent = request.POST if request.method == "POST" else request.GET
    form = AudienceForm(sent or None, authority=request.authority, before=before)
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            return _change(request, course, form)
        preview = _preview(before, form.invitations(), on=request.authority.on)
    else:
        preview = None
    context = {
        "course": course,
        "form": form,
        "preview": preview,
        "offices": choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/studio/audience.html", context, status=status)


def _change(request: MemberRequest, course: Course, form: AudienceForm) -> HttpResponse:
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=course.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )
    change_audience(act=act, course=course, audiences=form.invitations())
    messages.success(request, _("The audience is changed."))
    return redirect("courses:audience", course_id=course.public_id)


def _preview(before: Sequence[Invitation], after: Sequence[Invitation], *, on: date) -> Preview:
    seen, will_see = members_invited(before, on=on), members_invited(after, on=on)
    return Preview(
        invited=after,
        reached=will_see.count(),
        gained=will_see.exclude(pk__in=seen.values("pk")).count(),
        lost=seen.exclude(pk__in=will_see.values("pk")).count(),
    )
