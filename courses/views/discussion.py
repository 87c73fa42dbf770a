"""The discussion beside a lecture: its threads, one thread, asking and answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.talking import QuestionForm, ReplyForm
from courses.talk import LECTURE
from courses.views.talking_scope import Talk, talk_about
from courses.views.thread_rows import post_rows, thread_row
from school.accounts.requests import MemberRequest
from school.discussion.errors import WordAdvised
from school.discussion.models import Post, PostState, Thread
from school.discussion.models.thread import ORDERS
from school.discussion.services import moderating, posting
from school.errors import Forbidden, NotFound, SchoolError
from school.organisation.acting import act_in_office
from school.organisation.authority import Right
from school.policies.reading import policy

A_PAGE = 10
THREAD_ACTS: dict[str, tuple[Callable[..., Thread], dict[str, bool]]] = {
    "pin": (moderating.pin_thread, {"pinned": True}),
    "unpin": (moderating.pin_thread, {"pinned": False}),
    "lock": (moderating.lock_thread, {"locked": True}),
    "unlock": (moderating.lock_thread, {"locked": False}),
}


def is_part(request: MemberRequest) -> bool:
    """Whether the script of the lecture page asks, which puts the answer into the page."""
    return request.headers.get("X-Part") == "1"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Threads of the lecture, narrowed and in the order that was asked for; asking something."""
    talk = talk_about(request, lecture_id)
    if request.method == "POST":
        return _asked(request, talk)
    return _threads(request, talk, QuestionForm(places=talk.places))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: MemberRequest, lecture_id: str, thread_id: str) -> HttpResponse:
    """One thread with its answers; answering."""
    talk = talk_about(request, lecture_id)
    found = talk.thread(thread_id)
    if request.method == "POST":
        return _replied(request, talk, found)
    return _thread_page(request, talk, found, ReplyForm())


@login_required
@require_POST
def thread_act(request: MemberRequest, lecture_id: str, thread_id: str, act: str) -> HttpResponse:
    """Pin a thread or close it, or the contrary; for moderators and instructors."""
    talk = talk_about(request, lecture_id)
    found = talk.thread(thread_id)
    if act not in THREAD_ACTS:
        raise NotFound
    if not talk.standing.may_moderate:
        raise Forbidden
    service, wanted = THREAD_ACTS[act]
    acted = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MODERATE,
        path=found.organisation.path,
        at=request.at,
    )
    service(thread=found, act=acted, **wanted)
    return redirect("courses:discussion_thread", lecture_id, thread_id)


def _asked(request: MemberRequest, talk: Talk) -> HttpResponse:
    form = QuestionForm(request.POST, places=talk.places)
    if form.is_valid():
        try:
            opened = posting.open_thread(
                subject=talk.subject,
                standing=talk.standing,
                member=request.user,
                title=form.cleaned_data["title"],
                body=form.cleaned_data["body"],
                client_key=form.cleaned_data["client_key"],
                place=form.place(),
                advice_read=form.cleaned_data["advice_read"],
                at=request.at,
            )
        except SchoolError as refused:
            note_refusal(form, refused)
        else:
            said = _("Your question stands in the discussion.")
            messages.success(request, _waits() if opened.state == PostState.HELD else said)
            return redirect("courses:discussion_thread", talk.lecture_id, opened.public_id)
    return _threads(request, talk, form, status=422)


def _replied(request: MemberRequest, talk: Talk, found: Thread) -> HttpResponse:
    form = ReplyForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            post = posting.reply(
                thread=found,
                standing=talk.standing,
                member=request.user,
                body=form.cleaned_data["body"],
                client_key=form.cleaned_data["client_key"],
                to=_readable(talk, found, to) if to else None,
                advice_read=form.cleaned_data["advice_read"],
                at=request.at,
            )
        except SchoolError as refused:
            note_refusal(form, refused)
        else:
            said = _("Your reply stands in the discussion.")
            messages.success(request, _waits() if post.state == PostState.HELD else said)
            return redirect("courses:discussion_thread", talk.lecture_id, found.public_id)
    return _thread_page(request, talk, found, form, status=422)


def note_refusal(form: Any, refused: SchoolError) -> None:
    """Put the reason into the form; what was only advised may be sent once more as it is."""
    if isinstance(refused, WordAdvised):
        form.data = form.data.copy()
        form.data["advice_read"] = "on"
    form.add_error("body" if "body" in form.fields else None, refused.detail)


def _readable(talk: Talk, found: Thread, post_id: str) -> Post:
    post = talk.post(post_id)
    if post.thread_id != found.pk:
        raise NotFound
    return post


def _waits() -> str:
    return _("A moderator looks at it first. Until then only you can read it.")


def _threads(request: MemberRequest, talk: Talk, form: QuestionForm, *, status: int = 200) -> HttpResponse:
    order = request.GET.get("order", "newest")
    answered, search = request.GET.get("answered", ""), request.GET.get("search", "").strip()[:100]
    near = request.GET.get("near", "")
    number = int(near) if near.isascii() and near.isdigit() and len(near) < 7 else 0
    rows = Thread.objects.about(LECTURE, [talk.lecture_id]).readable_by(talk.standing)
    narrowed = rows.answered(answered).telling(search, standing=talk.standing)
    ordered = narrowed.arranged(order, near=number).with_opening()
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    asked = {"order": order, "answered": answered, "search": search, "near": str(number or "")}
    context = {
        "course": talk.shown.revision.course,
        "shown": talk.shown,
        "talk": talk,
        "form": form,
        "page": page,
        "rows": [thread_row(each, talk.places) for each in page],
        "order": order if order in ORDERS else "newest",
        "answered": answered,
        "search": search,
        "near": near,
        "narrowed": bool(answered or search),
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
    template = "courses/discussion/_list.html" if is_part(request) else "courses/discussion/list.html"
    return render(request, template, context, status=status)


def _thread_page(
    request: MemberRequest, talk: Talk, found: Thread, form: ReplyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "course": talk.shown.revision.course,
        "shown": talk.shown,
        "talk": talk,
        "thread": found,
        "row": thread_row(found, talk.places),
        "posts": post_rows(found, standing=talk.standing, at=request.at),
        "form": form,
        "may_reply": talk.standing.may_post and (found.locked_at is None or talk.standing.may_moderate),
        "may_moderate": talk.standing.may_moderate,
        "edit_minutes": policy("discussion.edit_minutes"),
    }
    template = "courses/discussion/_thread.html" if is_part(request) else "courses/discussion/thread.html"
    return render(request, template, context, status=status)
