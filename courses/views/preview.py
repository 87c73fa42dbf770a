"""The draft as a member would see it: the same pages, marked, and without credit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from courses.freezing import freeze_draft
from courses.views.in_scope import editable_course, editable_lecture
from courses.views.outline import plain_outline
from courses.views.parts import parts_of
from quizzes.timelines import timeline_of
from realtime.kinds import LIVE_SESSION
from school.accounts.requests import MemberRequest

# Kinds of other apps have previews of their own.
ELSEWHERE = {"quiz": "quizzes:preview"}


@login_required
@require_safe
def preview_course(request: MemberRequest, course_id: str) -> HttpResponse:
    """The course page of the draft."""
    course = editable_course(request, course_id)
    draft = freeze_draft(course=course, member=request.user, at=request.at)
    outline = plain_outline(draft.lectures)
    context = {"course": course, "revision": draft.revision, "outline": outline, "preview": True}
    return render(request, "courses/course.html", context)


@login_required
@require_safe
def preview_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The lecture page of the draft. No viewing session is opened, so nothing is recorded."""
    lecture = editable_lecture(request, lecture_id)
    if lecture.kind in ELSEWHERE:
        return redirect(ELSEWHERE[lecture.kind], lecture_id=lecture_id)
    draft = freeze_draft(course=lecture.chapter.course, member=request.user, at=request.at)
    outline = plain_outline(draft.lectures)
    shown = next(row for row in draft.lectures if row.lecture_id == lecture.pk)
    context = {
        "course": lecture.chapter.course,
        "revision": draft.revision,
        "outline": outline,
        "row": outline.row_of(shown),
        "place": outline.place_of(shown),
        "following": outline.after(shown),
        "preview": True,
        "is_live": shown.kind == LIVE_SESSION,
        "timeline": timeline_of(shown, member=None),
        **parts_of(shown, member=request.user, captions_in=request.GET.get("captions", "")),
    }
    return render(request, "courses/lecture.html", context)
