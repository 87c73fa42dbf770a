"""What I wrote in discussions, what was decided about it, and all of it as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.discussion.forms.reason import ReplyForm
from school.discussion.models import Post, PostingBlock, PostState, StepAction
from school.discussion.services.blocking import object_to_block
from school.discussion.services.moderating import object_to_hiding
from school.discussion.subjects import subject_kind
from school.errors import NotFound, SchoolError

A_PAGE = 20


@login_required
@require_safe
def own(request: MemberRequest) -> HttpResponse:
    """My posts, newest first, and whether I may write."""
    search = request.GET.get("search", "").strip()[:100]
    rows = Post.objects.of_member(request.user.pk).telling(search).select_related("thread")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    blocks = PostingBlock.objects.in_force(at=request.at).filter(member=request.user).select_related("organisation")
    context = {
        "page": page,
        "search": search,
        "query": urlencode({"search": search}) if search else "",
        "blocks": blocks,
    }
    return render(request, "discussion/own.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_post(request: MemberRequest, post_id: str) -> HttpResponse:
    """One of my posts, what was decided, and my one reply to it."""
    post = Post.objects.of_member(request.user.pk).select_related("thread").filter(public_id=post_id).first()
    if post is None:
        raise NotFound
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_hiding(post=post, member=request.user, text=form.cleaned_data["text"], at=request.at)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("Sent. Somebody looks at it and tells you what was decided."))
            return redirect("discussion:own_post", post_id)
    steps = list(post.steps.exclude(action__in=[StepAction.REPORTED]))
    context = {
        "post": post,
        "form": form,
        "steps": steps,
        "may_reply": post.state == PostState.HIDDEN and not any(step.action == StepAction.OBJECTED for step in steps),
        "where": subject_kind(post.thread.object_kind).url(post.thread.object_id),
    }
    return render(request, "discussion/own_post.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_to_block(request: MemberRequest, block_id: str) -> HttpResponse:
    """My one reply to being blocked from writing."""
    block = PostingBlock.objects.filter(member=request.user, public_id=block_id).select_related("organisation").first()
    if block is None:
        raise NotFound
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_block(block=block, member=request.user, text=form.cleaned_data["text"], at=request.at)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("Sent. Somebody looks at it and tells you what was decided."))
            return redirect("discussion:own")
    context = {"blocked": block, "form": form}
    return render(request, "discussion/reply_to_block.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def download(request: MemberRequest) -> HttpResponseBase:
    """Everything I wrote, oldest first, as plain text."""
    rows = Post.objects.filter(author=request.user).select_related("thread").order_by("pk")
    lines = (_as_text(post) for post in rows.iterator(chunk_size=200))
    response = StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-posts.txt"'
    return response


def _as_text(post: Post) -> str:
    moment = timezone.localtime(post.posted_at).strftime("%Y-%m-%d %H:%M")
    return f"{moment}  {post.thread.within_title} · {post.thread.object_title} · {post.thread.title}\n{post.body}\n\n"
