"""What members read beside the recordings of a published course, for the reviewer who is asked about a change."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.permissions import can_review_course
from courses.services.watching_captions import asked_about, captions_heard, settle_captions
from courses.views.review_scope import removable_course, reviewer_act, reviewing_offices
from media.captions.transcript import transcript_of
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, SchoolError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_captions(request: MemberRequest, course_id: str) -> HttpResponse:
    """Read them; leave them as they are, or go on to take the course down."""
    course = removable_course(request, course_id)
    if not can_review_course(request.authority, course):
        raise Forbidden
    if request.method == "POST":
        try:
            settle_captions(course=course, act=reviewer_act(request, course))
        except SchoolError as refused:
            messages.error(request, refused.detail)
        else:
            messages.success(request, _("Thank you. It is noted that you have read these captions."))
        return redirect("courses:review_captions", course_id=course_id)
    captions = captions_heard(course=course)
    context = {
        "course": course,
        "task": asked_about(course=course),
        "offices": reviewing_offices(request, course),
        "texts": [(one, transcript_of([one], languages=[one.language])) for one in captions],
    }
    return render(request, "courses/review/captions.html", context)
