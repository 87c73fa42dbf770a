"""The evaluation of a course: its members speak, its authors and those over its owner read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Course
from courses.permissions import can_edit_course
from progress.reading import course_standing
from quizzes.errors import EvaluationTooEarly
from quizzes.evaluations import results_of
from quizzes.forms.evaluation import EvaluationForm
from quizzes.services.evaluating import decline_evaluation, give_evaluation, has_spoken
from quizzes.views.in_scope import read_course
from school.accounts.requests import MemberRequest
from school.errors import NotFound

HALF = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: MemberRequest, course_id: str) -> HttpResponse:
    """Six questions, once, from half of the course on."""
    course = _studied(request, course_id)
    if has_spoken(member=request.user, course=course):
        return render(request, "quizzes/evaluation/given.html", {"course": course})
    form = EvaluationForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        give_evaluation(member=request.user, course=course, answers=form.cleaned_data, on=localdate(request.at))
        messages.success(request, _("Thank you. Your voice is shown together with at least four others."))
        return redirect("courses:course", course_id=course_id)
    context = {"course": course, "form": form}
    return render(request, "quizzes/evaluation/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decline(request: MemberRequest, course_id: str) -> HttpResponse:
    """Never ask about this course again."""
    course = _studied(request, course_id)
    if not has_spoken(member=request.user, course=course):
        decline_evaluation(member=request.user, course=course, on=localdate(request.at))
    messages.success(request, _("You are not asked about this course again."))
    return redirect("courses:course", course_id=course_id)


@login_required
@require_safe
def results(request: MemberRequest, course_id: str) -> HttpResponse:
    """Whole batches of at least five voices."""
    course = read_course(request, course_id)
    may_write = can_edit_course(request.authority, course)
    context = {"course": course, "results": results_of(course), "may_write": may_write}
    return render(request, "quizzes/evaluation/results.html", context)


def _studied(request: MemberRequest, course_id: str) -> Course:
    """A course of which the member has completed half. Raises NotFound or EvaluationTooEarly."""
    course = Course.objects.visible_to(request.authority).filter(public_id=course_id).first()
    if course is None:
        raise NotFound
    standing = course_standing(request.user.pk, [course.pk]).get(course.pk)
    if standing is None or standing.percent < HALF:
        raise EvaluationTooEarly
    return course
