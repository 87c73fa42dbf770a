"""The author's page of a review: the rule, what the checks found, submitting, and every round so far."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.draft_print import fingerprint_of
from courses.errors import FindingsOpen, NotReadyToPublish
from courses.forms.review import KeepForm, SubmissionForm
from courses.freezing import FrozenDraft
from courses.models import Course, ReviewComment, ReviewRule
from courses.policies import CHECK_LINKS, CHECKS_FIRST
from courses.proofreading.links import want_checked
from courses.proofreading.passages import passages_of
from courses.proofreading.searching import findings_in
from courses.services.keeping import drop_reason, keep_finding
from courses.services.reviewing import draft_of, submit_for_review, take_back
from courses.tasks import check_links
from courses.views.acting import act_for, offices_for
from courses.views.finding_rows import rows_of_findings
from courses.views.in_scope import editable_course
from courses.views.review_scope import readable_round
from school.accounts.requests import MemberRequest
from school.errors import Conflict, Forbidden
from school.policies.reading import policy


@login_required
@require_safe
def review(request: MemberRequest, course_id: str) -> HttpResponse:
    """Where the draft stands, and what is to be done next."""
    course = editable_course(request, course_id)
    return render(request, "courses/review/course.html", _context(request, course, SubmissionForm()))


@login_required
@require_POST
def submit(request: MemberRequest, course_id: str) -> HttpResponse:
    """Hand the draft to the reviewers; what stands in the way is said on the same page."""
    course = editable_course(request, course_id)
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return render(request, "courses/review/course.html", _context(request, course, form), status=422)
    try:
        submit_for_review(course=course, note=form.cleaned_data["note"], act=act_for(request, course))
    except (FindingsOpen, NotReadyToPublish) as refused:
        context = _context(request, course, form) | {"refusal": refused.detail}
        return render(request, "courses/review/course.html", context, status=refused.status)
    messages.success(request, _("The draft was submitted. You are told as soon as somebody has decided."))
    return redirect("courses:review", course_id=course_id)


@login_required
@require_POST
def take_back_submission(request: MemberRequest, round_id: str) -> HttpResponse:
    """The author takes the draft back."""
    submitted = readable_round(request, round_id)
    course = editable_course(request, submitted.course.public_id)
    take_back(submitted=submitted, act=act_for(request, course))
    messages.success(request, _("You have taken the draft back. You can submit it again at any time."))
    return redirect("courses:review", course_id=course.public_id)


@login_required
@require_POST
def finding(request: MemberRequest, course_id: str) -> HttpResponse:
    """Write down why a finding stays, or take that back."""
    course = editable_course(request, course_id)
    key = request.POST.get("key", "")
    if request.POST.get("act") == "drop":
        drop_reason(course=course, key=key)
        return redirect("courses:review", course_id=course_id)
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write down why it stays."))
        return redirect("courses:review", course_id=course_id)
    found = next((one for one in findings_in(draft_of(course=course, at=request.at)) if one.key == key), None)
    if found is None:
        raise Conflict
    keep_finding(course=course, finding=found, reason=form.cleaned_data["reason"], act=act_for(request, course))
    messages.success(request, _("Your reason is noted. The reviewers see it."))
    return redirect("courses:review", course_id=course_id)


@login_required
@require_POST
def links(request: MemberRequest, course_id: str) -> HttpResponse:
    """Have the addresses of the draft opened, in the background."""
    course = editable_course(request, course_id)
    if not policy(CHECK_LINKS):
        raise Forbidden
    number = len(want_checked(passages_of(draft_of(course=course, at=request.at)), at=request.at))
    if number:
        check_links.delay()
        messages.success(request, _("The addresses are being opened. Please load this page again in a minute."))
    else:
        messages.info(request, _("This draft links to no address of the web."))
    return redirect("courses:review", course_id=course_id)


def _context(request: MemberRequest, course: Course, form: SubmissionForm) -> dict[str, Any]:
    draft = draft_of(course=course, at=request.at)
    rule = ReviewRule.objects.asked_of(course.organisation.path, on=request.authority.on)
    rounds = list(course.review_rounds.select_related("submitted_by").order_by("-number"))
    unchanged = bool(rounds) and rounds[0].fingerprint == fingerprint_of(draft)
    rows = rows_of_findings(course, findings_in(draft))
    return {
        "course": course,
        "form": form,
        "rule": rule if rule and rule.levels else None,
        "rounds": rounds,
        "last": rounds[0] if rounds else None,
        "unchanged": unchanged,
        "waits": bool(rounds) and rounds[0].is_open and unchanged,
        "approved": bool(rounds) and rounds[0].state == "approved" and unchanged,
        "problems": draft.problems,
        "findings": rows,
        "open_findings": sum(not row.reason for row in rows),
        "checks_first": policy(CHECKS_FIRST),
        "links_checked": policy(CHECK_LINKS) and _has_links(draft),
        "unresolved": ReviewComment.objects.filter(course=course).unresolved().count(),
        "offices": offices_for(request, course),
    }


def _has_links(draft: FrozenDraft) -> bool:
    return any(passage.links for passage in passages_of(draft))
