"""When the course is to be published or withdrawn: chosen, seen, changed and cancelled by its authors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.errors import NotReviewed, PlannedTimeInvalid
from courses.forms.planning import PlannedPublishingForm, PlannedWithdrawalForm
from courses.invitations import Invitation
from courses.models import Course, PlannedAct, PlannedKind
from courses.services.reviewing import draft_of, require_reviewed
from courses.services.scheduling import audience_of, cancel_plan, plan_publishing, plan_withdrawal
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course
from school.accounts.requests import MemberRequest
from school.errors import NotFound

PAST_SHOWN = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: MemberRequest, course_id: str) -> HttpResponse:
    """Both plans with their times, and a form for each; a new time takes the place of the one before."""
    course = editable_course(request, course_id)
    before = _audience(course)
    which = request.POST.get("plan", "") if request.method == "POST" else ""
    publishing = PlannedPublishingForm(
        request.POST if which == PlannedKind.PUBLISH else None, authority=request.authority, before=before
    )
    withdrawal = PlannedWithdrawalForm(request.POST if which == PlannedKind.WITHDRAW else None)
    form: Form = withdrawal if which == PlannedKind.WITHDRAW else publishing
    if request.method == "POST" and form.is_valid() and _plan(request, course, form):
        messages.success(request, _("It is planned. You can change or cancel it here until then."))
        return redirect("courses:schedule", course_id=course_id)
    context = _context(request, course) | {"publishing": publishing, "withdrawal": withdrawal}
    return render(request, "courses/review/schedule.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def cancel(request: MemberRequest, plan_id: str) -> HttpResponse:
    """Nothing happens at that time."""
    plan = PlannedAct.objects.select_related("course__organisation").filter(public_id=plan_id).first()
    if plan is None:
        raise NotFound
    course = editable_course(request, plan.course.public_id)
    cancel_plan(plan=plan, act=act_for(request, course))
    messages.success(request, _("The plan was cancelled."))
    return redirect("courses:schedule", course_id=course.public_id)


def _plan(request: MemberRequest, course: Course, form: Form) -> bool:
    """Whether it was planned; otherwise the form says why not."""
    act, due_at = act_for(request, course), form.cleaned_data["due_at"]
    try:
        if isinstance(form, PlannedPublishingForm):
            plan_publishing(course=course, audiences=form.audience(), due_at=due_at, act=act)
        else:
            plan_withdrawal(course=course, reason=form.cleaned_data["reason"], due_at=due_at, act=act)
    except PlannedTimeInvalid as refused:
        form.add_error("due_at", refused.detail)
    return form.is_valid()


def _context(request: MemberRequest, course: Course) -> dict[str, Any]:
    plans = list(course.planned_acts.select_related("member").order_by("-planned_at", "-pk")[: PAST_SHOWN + 2])
    waiting = [plan for plan in plans if plan.state == "waiting"]
    return {
        "course": course,
        "waiting": [(plan, audience_of(plan=plan) if plan.kind == PlannedKind.PUBLISH else []) for plan in waiting],
        "past": [plan for plan in plans if plan.state != "waiting"],
        "problems": _problems(request, course),
        "offices": offices_for(request, course),
    }


def _problems(request: MemberRequest, course: Course) -> list[str]:
    """What would stand in the way if it were published now; it is judged again when the time comes."""
    problems = list(draft_of(course=course, at=request.at).problems)
    try:
        require_reviewed(course=course, at=request.at)
    except NotReviewed as refused:
        problems.append(refused.detail)
    return problems


def _audience(course: Course) -> list[Invitation]:
    return [row.invitation for row in course.audiences.select_related("organisation")]
