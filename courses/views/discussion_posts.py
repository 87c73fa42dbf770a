"""What can be done about one post beside a lecture: change, withdraw, report it, or mark it as the answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.talking import BodyForm, ReportForm
from courses.views.discussion import note_refusal
from courses.views.talking_scope import Talk, talk_about
from school.accounts.requests import MemberRequest
from school.discussion.models import Post, PostState
from school.discussion.services import moderating
from school.discussion.services.changing import edit_post, may_edit, withdraw_post
from school.errors import Forbidden, SchoolError
from school.organisation.acting import act_in_office
from school.organisation.authority import Right


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, lecture_id: str, post_id: str) -> HttpResponse:
    """Other words for one's own post, while it is young."""
    talk, post = _own(request, lecture_id, post_id)
    form = BodyForm(request.POST or None, initial={"body": post.body})
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_post(
                post=post,
                standing=talk.standing,
                member=request.user,
                body=form.cleaned_data["body"],
                advice_read=form.cleaned_data["advice_read"],
                at=request.at,
            )
        except SchoolError as refused:
            note_refusal(form, refused)
        else:
            held = _("A moderator looks at it first. Until then only you can read it.")
            messages.success(request, held if changed.state == PostState.HELD else _("Changed."))
            return _back(talk, post)
    context = {
        "title": _("Change your post"),
        "form": form,
        "act": _("Save"),
        "main": True,
        "late": not may_edit(post=post, member_id=request.user.pk, at=request.at),
        "back_url": _address(talk, post),
    }
    return render(request, "courses/discussion/post_form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, lecture_id: str, post_id: str) -> HttpResponse:
    """Take back one's own post, after a look at what that means."""
    talk, post = _own(request, lecture_id, post_id)
    if request.method == "POST":
        withdraw_post(post=post, member=request.user, at=request.at)
        messages.success(request, _("Withdrawn. What others answered stays."))
        return redirect("courses:discussion", talk.lecture_id) if post.is_opening else _back(talk, post)
    context = {
        "title": _("Withdraw your post"),
        "sentence": _("Nobody but you and moderators can read it any more. What others answered stays."),
        "act": _("Withdraw"),
        "back_url": _address(talk, post),
    }
    return render(request, "courses/discussion/confirm.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, lecture_id: str, post_id: str) -> HttpResponse:
    """Point a moderator to a post of somebody else."""
    talk = talk_about(request, lecture_id)
    post = talk.post(post_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moderating.report_post(
                post=post,
                member=request.user,
                reason=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
                at=request.at,
            )
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("Thank you. A moderator looks at it; nobody learns who reported it."))
            return _back(talk, post)
    context = {
        "title": _("Report a post"),
        "quoted": post,
        "form": form,
        "act": _("Send to a moderator"),
        "main": True,
        "back_url": _address(talk, post),
    }
    return render(request, "courses/discussion/post_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def mark(request: MemberRequest, lecture_id: str, post_id: str) -> HttpResponse:
    """Mark a reply as the answer, or no longer; for instructors and moderators."""
    talk = talk_about(request, lecture_id)
    post = talk.post(post_id)
    if not talk.standing.may_moderate:
        raise Forbidden
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MODERATE,
        path=post.thread.organisation.path,
        at=request.at,
    )
    moderating.mark_answer(post=post, act=act, marked=request.POST.get("marked") != "no")
    return _back(talk, post)


def _own(request: MemberRequest, lecture_id: str, post_id: str) -> tuple[Talk, Post]:
    talk = talk_about(request, lecture_id)
    post = talk.post(post_id)
    if post.author_id != request.user.pk:
        raise Forbidden
    return talk, post


def _address(talk: Talk, post: Post) -> str:
    return reverse("courses:discussion_thread", args=[talk.lecture_id, post.thread.public_id]) + f"#{post.public_id}"


def _back(talk: Talk, post: Post) -> HttpResponse:
    return redirect(_address(talk, post))
