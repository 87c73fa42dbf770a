"""Where a lecture loses people and which questions fail: for its authors, in sums over at least five."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.durations import clock
from courses.models import Course, Lecture, LectureRevision
from progress.models import LectureInsight
from progress.reach import bars, steepest_loss
from progress.services.looking_in import MOST_AT_ONCE, watchers_of, work_out
from progress.tasks import work_out_insight
from progress.views.listing import csv_response
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound

WIDTH, HEIGHT = 600, 160
ROWS = 12


@login_required
@require_safe
def course(request: MemberRequest, course_id: str) -> HttpResponse:
    """The lectures that members see, each with what is known of it."""
    found = _editable(request, course_id)
    lectures = list(
        LectureRevision.objects.current().filter(revision__course=found).select_related("lecture").in_order()
    )
    known = {row.lecture_id: row for row in LectureInsight.objects.filter(lecture__in=[o.lecture_id for o in lectures])}
    context = {"course": found, "rows": [(shown, known.get(shown.lecture_id)) for shown in lectures]}
    return render(request, "progress/insights/course.html", context)


@login_required
@require_safe
def lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The state that was worked out last, as a picture, a table and in words."""
    shown = _shown(request, lecture_id)
    insight = LectureInsight.objects.filter(lecture=shown.lecture_id).first()
    context: dict[str, Any] = {"course": shown.revision.course, "shown": shown, "insight": insight}
    if insight is not None and insight.people:
        context |= _picture(insight)
    return render(request, "progress/insights/lecture.html", context)


@login_required
@require_POST
def refresh(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Work it out anew: at once, or in the background where many stand behind it."""
    shown = _shown(request, lecture_id)
    if len(watchers_of(shown=shown)) <= MOST_AT_ONCE:
        work_out(shown=shown, at=request.at)
        messages.success(request, _("Worked out. Figures move on when at least five more people stand behind them."))
    else:
        LectureInsight.objects.update_or_create(lecture_id=shown.lecture_id, defaults={"asked_at": request.at})
        work_out_insight.delay(shown.lecture_id)
        messages.success(request, _("It is being worked out. Please load this page again in a minute."))
    return redirect("progress:lecture_insight", lecture_id=lecture_id)


@login_required
@require_safe
def export(request: MemberRequest, lecture_id: str) -> StreamingHttpResponse:
    """The same figures as a table: seconds, then questions."""
    shown = _shown(request, lecture_id)
    insight = LectureInsight.objects.filter(lecture=shown.lecture_id).first() or LectureInsight()
    head = [_("Second or question"), _("Number of people"), _("Percent")]
    return csv_response(f"insight-{lecture_id}.csv", head, _lines(insight))


def _lines(insight: LectureInsight) -> Iterator[tuple[object, ...]]:
    for second, people in enumerate(insight.reach):
        yield clock(second), people, people * 100 // insight.people
    for item in insight.items:
        yield item["stem"], item["people"], item["percent"]


def _picture(insight: LectureInsight) -> dict[str, Any]:
    """Points of the curve, a table of twelve rows, and the sentence that says where people stop."""
    fine, coarse = bars(insight.reach), bars(insight.reach, ROWS)
    length = max(1, len(insight.reach))
    corners = [
        f"{second * WIDTH / length:.1f},{HEIGHT - people * HEIGHT / insight.people:.1f}"
        for start, end, people in fine
        for second in (start, end)
    ]
    loss = steepest_loss(insight.reach)
    return {
        "points": " ".join([f"0,{HEIGHT}", *corners, f"{WIDTH},{HEIGHT}"]),
        "width": WIDTH,
        "height": HEIGHT,
        "ends": clock(length),
        "table": [(clock(start), clock(end), people * 100 // insight.people) for start, end, people in coarse],
        "loss": (clock(loss.start), clock(loss.end), loss.lost * 100 // insight.people) if loss else None,
    }


def _editable(request: MemberRequest, course_id: str) -> Course:
    courses = Course.objects.filter(public_id=course_id)
    found = courses.editable_by(request.authority).select_related("organisation").first()
    if found is not None:
        return found
    raise Forbidden if courses.visible_to(request.authority).exists() else NotFound


def _shown(request: MemberRequest, lecture_id: str) -> LectureRevision:
    """A published lecture of a course that the member may edit. Raises NotFound or Forbidden."""
    lectures = Lecture.objects.filter(public_id=lecture_id)
    if not lectures.editable_by(request.authority).exists():
        raise Forbidden if lectures.visible_to(request.authority).exists() else NotFound
    shown = LectureRevision.objects.current().filter(lecture__in=lectures)
    found = shown.select_related("asset", "lecture", "revision__course").first()
    if found is None:
        raise NotFound
    return found
