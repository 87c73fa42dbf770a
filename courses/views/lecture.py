"""A lecture as its audience meets it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from courses.errors import GateClosed
from courses.forms.place import places_of
from courses.models import LectureRevision
from courses.services import visit_lecture
from courses.talk import is_discussed
from courses.views.labels import labels_of
from courses.views.outline import member_outline
from courses.views.parts import parts_of
from quizzes.timelines import timeline_of
from realtime.kinds import LIVE_SESSION
from realtime.models import StudySession
from school.accounts.requests import MemberRequest

# Lectures that live on a page of the app that owns their kind.
ELSEWHERE = {"quiz": "quizzes:intro"}


@login_required
@require_safe
def lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The recording or the article, what is still missing, the contents, and what follows."""
    try:
        visit = visit_lecture(member=request.user, authority=request.authority, lecture_id=lecture_id, at=request.at)
    except GateClosed as closed:
        return render(request, "courses/closed.html", {"closed": closed.facts}, status=closed.status)
    if visit.shown.kind in ELSEWHERE:
        return redirect(ELSEWHERE[visit.shown.kind], lecture_id=lecture_id)
    outline = member_outline(lectures=visit.lectures, judged=visit.judged)
    context: dict[str, Any] = {
        "course": visit.shown.revision.course,
        "revision": visit.shown.revision,
        "outline": outline,
        "row": outline.row_of(visit.shown),
        "place": outline.place_of(visit.shown),
        "preceding": outline.before(visit.shown),
        "following": outline.after(visit.shown),
        "discussed": is_discussed(visit.shown.revision.course),
        "pinnable": places_of(visit.shown),
        "timeline": timeline_of(visit.shown, member=request.user),
        "is_live": visit.shown.kind == LIVE_SESSION,
        "sessions": _sessions(request, visit.shown),
        "labels": labels_of(
            request, course=visit.shown.revision.course, revision=visit.shown.revision, shown=visit.shown
        ),
        **parts_of(visit.shown, member=request.user, captions_in=request.GET.get("captions", "")),
    }
    return render(request, "courses/lecture.html", context)


def _sessions(request: MemberRequest, shown: LectureRevision) -> Any:
    """Where a lecture that is held live can be attended: each branch schedules its own session."""
    if shown.kind != LIVE_SESSION:
        return StudySession.objects.none()
    return (
        StudySession.objects.visible_to(request.authority)
        .ahead(at=request.at)
        .filter(lecture_link__lecture=shown.lecture_id)
    )
