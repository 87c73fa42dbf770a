"""The discussion of a whole course, and the switch with which its author turns it on or off."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.place import Places
from courses.forms.talking import SwitchForm
from courses.gates import judge_revision
from courses.models import LectureRevision
from courses.services.talking import switch_discussion
from courses.talk import LECTURE, is_discussed, standing_in
from courses.views.in_scope import editable_course
from courses.views.thread_rows import thread_row
from school.accounts.requests import MemberRequest
from school.discussion.models import Thread
from school.discussion.models.thread import ORDERS
from school.discussion.subjects import Standing
from school.errors import NotFound
from school.organisation.acting import act_in_office
from school.organisation.authority import Right
from school.policies.reading import policy

A_PAGE = 20


@login_required
@require_safe
def course_discussion(request: MemberRequest, course_id: str) -> HttpResponse:
    """Threads of all lectures that are open to this member; of all lectures for who moderates."""
    lectures, standing = _lectures(request, course_id)
    course = lectures[0].revision.course
    order, answered = request.GET.get("order", "newest"), request.GET.get("answered", "")
    search = request.GET.get("search", "").strip()[:100]
    ids = [shown.lecture.public_id for shown in lectures]
    narrowed = Thread.objects.about(LECTURE, ids).readable_by(standing).answered(answered)
    rows = narrowed.telling(search, standing=standing).arranged(order).with_opening()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    asked = {"order": order, "answered": answered, "search": search}
    context = {
        "course": course,
        "revision": lectures[0].revision,
        "page": page,
        "rows": [thread_row(each, Places(each.place_kind, each.place_number)) for each in page],
        "order": order if order in ORDERS else "newest",
        "answered": answered,
        "search": search,
        "narrowed": bool(answered or search),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "may_moderate": standing.may_moderate,
    }
    return render(request, "courses/discussion/course.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: MemberRequest, course_id: str) -> HttpResponse:
    """On, off, or as the institution decides."""
    course = editable_course(request, course_id)
    now = {True: "on", False: "off", None: "policy"}[course.discussed]
    form = SwitchForm(request.POST or None, initial={"discussed": now})
    if request.method == "POST" and form.is_valid():
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.AUTHOR_COURSES,
            path=course.organisation.path,
            at=request.at,
        )
        switch_discussion(course=course, discussed=form.chosen(), act=act)
        messages.success(request, _("Saved."))
        return redirect("courses:discussion_switch", course_id)
    context = {
        "course": course,
        "form": form,
        "is_on": is_discussed(course),
        "by_policy": bool(policy("discussion.in_courses")),
        "unanswered": Thread.objects.unanswered(older_than=request.at).filter(within_id=course_id).count(),
    }
    return render(request, "courses/discussion/switch.html", context, status=422 if form.errors else 200)


def _lectures(request: MemberRequest, course_id: str) -> tuple[list[LectureRevision], Standing]:
    """Those whose discussion she may read, never none. Raises NotFound."""
    rows = list(LectureRevision.objects.current().of_course(course_id))
    standing = standing_in(request.authority, rows[0].revision.course) if rows else None
    if standing is not None and standing.may_moderate:
        return rows, standing
    rows = list(LectureRevision.objects.visible_to(request.authority).of_course(course_id))
    if not rows or standing is None or not is_discussed(rows[0].revision.course):
        raise NotFound
    judged = judge_revision(member_id=request.user.pk, lectures=rows, at=request.at)
    opened = [shown for shown in rows if judged.openings[shown.lecture_id].open]
    if not opened:
        raise NotFound
    return opened, standing
