"""The opening condition of a lecture: every gate the grammar allows, built line by line and read in words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.access_errors import GateInCircles
from courses.availability import Facts, GateMalformed, check, judge
from courses.errors import GateInvalid
from courses.forms.gate_tree import (
    MOST_OFFERED,
    Line,
    acted,
    find_problems,
    gate_of,
    offer_courses,
    read_form,
    read_gate,
)
from courses.gates import Opening, described, named_courses, opening, titles_of
from courses.models import Course, Lecture
from courses.services.gating import set_gate
from courses.views.in_scope import editable_lecture
from school.accounts.requests import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Buttons add and remove lines and find courses; "Look" reads it in words; only "Save" keeps it."""
    lecture = editable_lecture(request, lecture_id)
    earlier = list(Lecture.objects.before(lecture))
    courses = _courses(request, lecture)
    whole = _whole(request, lecture)
    button = request.POST.get("act", "")
    sound = True
    if request.method == "POST" and button not in {"save", "look"}:
        whole = acted(whole, button)
    elif request.method == "POST":
        quizzes = {one.public_id for one in earlier if one.kind == "quiz"}
        known = {one.public_id for one in earlier}
        sound = not find_problems(whole, earlier=known, quizzes=quizzes, courses=courses)
        sound = sound and (button == "look" or _saved(request, lecture, whole))
        if sound and button == "save":
            return redirect("courses:gate", lecture_id=lecture_id)
    offer_courses(whole, courses)
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "whole": whole,
        "earlier": earlier,
        "many": len(courses) > MOST_OFFERED,
        **(_in_words(request, whole, earlier) if sound and button in {"", "look"} else {}),
    }
    return render(request, "courses/studio/gate.html", context, status=200 if sound else 422)


def gate_in_words(lecture: Lecture) -> str:
    """When the draft of the lecture opens, in a sentence; empty without a condition that can be read."""
    if not lecture.gate:
        return ""
    try:
        named = titles_of(named_courses([lecture.gate]))
        return described(lecture.gate, {one.public_id: one.title for one in Lecture.objects.before(lecture)} | named)
    except GateMalformed:
        return ""


def _saved(request: MemberRequest, lecture: Lecture, whole: Line) -> bool:
    """Keep it; a circle of courses waiting for each other is said beside the course that closes it."""
    try:
        set_gate(lecture=lecture, gate=gate_of(whole), at=request.at, by=request.user)
    except GateInCircles as refused:
        for line in whole.lines():
            line.problem = str(refused.detail) if line.is_course else ""
        return False
    messages.success(request, _("Saved."))
    return True


def _courses(request: MemberRequest, lecture: Lecture) -> dict[str, str]:
    """Titles of the other courses that the author sees or looks after and members can study, by public id."""
    visible = Course.objects.visible_to(request.authority).order_by().values("pk")
    own = Course.objects.editable_by(request.authority).order_by().values("pk")
    found = Course.objects.published().filter(Q(pk__in=visible) | Q(pk__in=own))
    others = found.exclude(pk=lecture.chapter.course_id)
    named = others.values_list("public_id", "published_revision__title")
    return dict(named.order_by("published_revision__title", "pk"))


def _whole(request: MemberRequest, lecture: Lecture) -> Line:
    if request.method == "POST":
        return read_form(request.POST)
    try:
        check(lecture.gate)
    except GateMalformed as error:
        raise GateInvalid from error
    return read_gate(lecture.gate)


def _in_words(request: MemberRequest, whole: Line, earlier: list[Lecture]) -> dict[str, Any]:
    """What a member reads, for somebody who has done nothing and for somebody who has done everything before it."""
    made = gate_of(whole)
    everything = frozenset(one.public_id for one in earlier)
    courses = titles_of(named_courses([made]))
    titles = {one.public_id: one.title for one in earlier} | courses
    diligent = Facts(at=request.at, completed=everything, passed=everything, courses=frozenset(courses))
    people: list[tuple[str, Opening]] = [
        (_("who has done nothing yet"), opening(judge(made, Facts(at=request.at)), titles)),
        (_("who has done everything before it"), opening(judge(made, diligent), titles)),
    ]
    return {"sentence": described(made, titles), "people": people}
