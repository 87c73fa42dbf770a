"""The history of a draft: who changed what, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import services
from courses.models import Chapter, Course, DraftStep, Lecture, StepState
from courses.models.draft_step import REMOVALS
from courses.policies import HISTORY_DAYS
from courses.views.in_scope import editable_course
from school.accounts.requests import MemberRequest
from school.errors import Conflict, NotFound
from school.policies.reading import policy

PAGE_SIZE = 30


@login_required
@require_safe
def history(request: MemberRequest, course_id: str) -> HttpResponse:
    """The steps, latest first, with what can be undone, done again, or put back."""
    course = editable_course(request, course_id)
    found = course.steps.latest_first().select_related("by", "undone_by").defer("changes")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "course": course,
        "page": page,
        "last_step": course.steps.select_related("by").last_done(),
        "next_step": course.steps.next_undone(),
        "out": _still_out(list(page)),
        "days": policy(HISTORY_DAYS),
    }
    return render(request, "courses/studio/history.html", context)


def _still_out(steps: list[DraftStep]) -> set[str]:
    """Public ids of what these steps took out and what is still out."""
    taken = [step.subject for step in steps if step.what in REMOVALS and step.state == StepState.DONE]
    if not taken:
        return set()
    lectures = Lecture.objects.filter(public_id__in=taken, removed_at__isnull=False)
    chapters = Chapter.objects.filter(public_id__in=taken, removed_at__isnull=False)
    return {*lectures.values_list("public_id", flat=True), *chapters.values_list("public_id", flat=True)}


@login_required
@require_POST
def undo(request: MemberRequest, course_id: str) -> HttpResponse:
    """Take back the step that the page named as the last."""
    course = editable_course(request, course_id)
    number = _number(request)

    def act() -> str:
        step = services.undo_step(course=course, number=number, by=request.user, at=request.at)
        return _("Undone: %(step)s") % {"step": step.sentence}

    return _acted(request, course, act)


@login_required
@require_POST
def redo(request: MemberRequest, course_id: str) -> HttpResponse:
    """Do again the step that the page named as undone last."""
    course = editable_course(request, course_id)
    number = _number(request)

    def act() -> str:
        step = services.redo_step(course=course, number=number, by=request.user, at=request.at)
        return _("Done again: %(step)s") % {"step": step.sentence}

    return _acted(request, course, act)


@login_required
@require_POST
def put_back(request: MemberRequest, course_id: str, step_id: str) -> HttpResponse:
    """Bring back what a step took out, at any time."""
    course = editable_course(request, course_id)
    step = course.steps.filter(public_id=step_id).first()
    if step is None:
        raise NotFound

    def act() -> str:
        services.put_back(course=course, step=step, by=request.user, at=request.at)
        return _("“%(title)s” is back, at the end of where it was.") % {"title": step.facts.get("title", "")}

    return _acted(request, course, act)


def _number(request: MemberRequest) -> int:
    text = request.POST.get("number", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _acted(request: MemberRequest, course: Course, act: Callable[[], str]) -> HttpResponse:
    """Say what was done, or why not, on the page that asked."""
    try:
        messages.success(request, act())
    except Conflict as refused:
        messages.error(request, refused.detail)
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/studio/"):
        return redirect(back)
    return redirect("courses:studio_course", course_id=course.public_id)
