"""A course as its audience sees it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.dues import dues_of
from courses.gates import judge_revision
from courses.models import CourseRevision
from courses.shown import lectures_of_course
from courses.talk import is_discussed
from courses.views import labelled
from courses.views.labels import labels_of
from courses.views.neighbours import places_in_series
from courses.views.outline import Outline, member_outline
from courses.views.shelf import NEW_FOR
from progress.reading import Standing, standing_in, started_lectures
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_safe
def course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Chapters and lectures with the member's states, and the next one to open."""
    lectures = lectures_of_course(request.authority, course_id)
    if not lectures:
        raise NotFound
    outline = member_outline(
        lectures=lectures,
        judged=judge_revision(member_id=request.user.pk, lectures=lectures, at=request.at),
        started=started_lectures(request.authority.records, [shown.lecture_id for shown in lectures]),
    )
    revision = lectures[0].revision
    due = dues_of(request.authority, [revision.course_id], request.at).get(revision.course_id)
    filed = labelled.labels_of([revision.course_id])
    context = {
        "due": due.in_words(request.authority.on) if due and outline.earned < len(outline.rows) else "",
        "asked": due is not None and due.required,
        "filed": filed,
        "places": places_in_series(request.authority, revision.course, filed.series),
        "grown": _grown(request, outline, revision),
        "recent": request.at - revision.published_at < NEW_FOR,
        "course": revision.course,
        "revision": revision,
        "discussed": is_discussed(revision.course),
        "outline": outline,
        "labels": labels_of(request, course=revision.course, revision=revision),
    }
    return render(request, "courses/course.html", context)


def _grown(request: MemberRequest, outline: Outline, revision: CourseRevision) -> Standing | None:
    """Where she stands, if she had begun when the course was smaller; at most one query."""
    if not outline.begun:
        return None
    return standing_in(request.authority.records, revision, [row.shown.lecture_id for row in outline.rows])
