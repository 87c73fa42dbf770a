"""A course as its audience sees it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.dues import dues_of
from courses.gates import judge_revision
from courses.models import LectureRevision
from courses.views import labelled
from courses.views.labels import labels_of
from courses.views.outline import member_outline
from courses.views.shelf import NEW_FOR
from progress.reading import started_lectures
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_safe
def course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Chapters and lectures with the member's states, and the next one to open."""
    lectures = list(LectureRevision.objects.visible_to(request.authority).of_course(course_id))
    if not lectures:
        raise NotFound
    outline = member_outline(
        lectures=lectures,
        judged=judge_revision(member_id=request.user.pk, lectures=lectures, at=request.at),
        started=started_lectures(request.user.pk, [shown.lecture_id for shown in lectures]),
    )
    revision = lectures[0].revision
    due = dues_of(request.authority, [revision.course_id], request.at).get(revision.course_id)
    context = {
        "due": due.in_words(request.authority.on) if due and outline.earned < len(outline.rows) else "",
        "asked": due is not None and due.required,
        "filed": labelled.labels_of([revision.course_id]),
        "recent": request.at - revision.published_at < NEW_FOR,
        "course": revision.course,
        "revision": revision,
        "outline": outline,
        "labels": labels_of(request, course=revision.course, revision=revision),
    }
    return render(request, "courses/course.html", context)
