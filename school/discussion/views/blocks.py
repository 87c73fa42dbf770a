"""Members who may not write for some days."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.discussion.forms.reason import BlockForm, ReasonForm
from school.discussion.models import PostingBlock
from school.discussion.services.blocking import block_member, lift_block
from school.discussion.views.deciding import moderated_post
from school.discussion.views.queue import require_moderator
from school.errors import NotFound
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right

A_PAGE = 30


@login_required
@require_safe
def blocks(request: MemberRequest) -> HttpResponse:
    """Those in force first, with what the members replied."""
    require_moderator(request)
    rows = PostingBlock.objects.moderated_by(request.authority).select_related("member", "organisation", "made_by")
    show = "all" if request.GET.get("show") == "all" else "now"
    if show == "now":
        rows = rows.in_force(at=request.at)
    page = Paginator(rows.order_by("-begins_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "show": show, "query": f"show={show}", "now": request.at}
    return render(request, "discussion/blocks.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def block_author(request: MemberRequest, post_id: str) -> HttpResponse:
    """Take the right to write from the author of this post."""
    found = moderated_post(request, post_id)
    place = found.thread.organisation
    form = BlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.MODERATE,
            path=place.path,
            at=request.at,
            chosen=request.POST.get("office", ""),
            reason=form.cleaned_data["reason"],
        )
        block_member(member=found.author, organisation=place, days=form.cleaned_data["days"], act=act)
        messages.success(request, _("Blocked from writing. The member is told, and studies on as before."))
        return redirect("discussion:blocks")
    context = {
        "title": _("Block %(name)s from writing") % {"name": found.author.name},
        "sentence": _("For some days this member cannot write in discussions of %(place)s. Reading and studying go on.")
        % {"place": place},
        "act": _("Block from writing"),
        "back_url": reverse("discussion:post", args=[post_id]),
        "fields": form,
        "offices": choices(request.authority.grants_for(Right.MODERATE, place.path)),
    }
    return render(request, "discussion/confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: MemberRequest, block_id: str) -> HttpResponse:
    """Let a member write again before the time is over."""
    require_moderator(request)
    rows = PostingBlock.objects.moderated_by(request.authority).select_related("member", "organisation")
    block = rows.filter(public_id=block_id).first()
    if block is None:
        raise NotFound
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.MODERATE,
            path=block.organisation.path,
            at=request.at,
            chosen=request.POST.get("office", ""),
            reason=form.cleaned_data["reason"],
        )
        lift_block(block=block, act=act)
        messages.success(request, _("The member can write again and is told so."))
        return redirect("discussion:blocks")
    context = {
        "title": _("Let %(name)s write again") % {"name": block.member.name},
        "sentence": _("The block ends now."),
        "act": _("Lift the block"),
        "back_url": reverse("discussion:blocks"),
        "fields": form,
        "harmless": True,
        "offices": choices(request.authority.grants_for(Right.MODERATE, block.organisation.path)),
    }
    return render(request, "discussion/confirm.html", context, status=422 if form.errors else 200)
