"""One post as a moderator sees it: with its thread, its reports, its former wordings, and every step so far."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.discussion.forms.reason import ReasonForm
from school.discussion.models import Post, PostState, StepAction
from school.discussion.services import moderating
from school.discussion.subjects import subject_kind
from school.discussion.views.queue import require_moderator
from school.errors import Invalid, NotFound, SchoolError
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right

AROUND = 20
SERVICES = {"hide": moderating.hide_post, "restore": moderating.restore_post, "keep": moderating.keep_post}


def moderated_post(request: MemberRequest, post_id: str) -> Post:
    """A post within reach. Raises Forbidden for who moderates nothing, NotFound for what lies elsewhere."""
    require_moderator(request)
    rows = Post.objects.moderated_by(request.authority).select_related("thread__organisation", "author", "reply_to")
    found = rows.filter(public_id=post_id).first()
    if found is None:
        raise NotFound
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: MemberRequest, post_id: str) -> HttpResponse:
    """Read everything about the post and decide."""
    found = moderated_post(request, post_id)
    form = ReasonForm(request.POST or None)
    decision = request.POST.get("decision", "")
    form.fields["reason"].required = decision == "hide"
    if request.method == "POST" and form.is_valid() and _decide(request, found, decision, form):
        return redirect("discussion:post", post_id)
    own = found.author_id == request.user.pk
    around = Post.objects.filter(thread=found.thread_id).select_related("author").order_by("pk")
    context = {
        "post": found,
        "form": form,
        "own": own,
        "may_hide": not own and found.state in {PostState.VISIBLE, PostState.HELD},
        "may_restore": not own and found.state in {PostState.HELD, PostState.HIDDEN},
        "may_keep": not own and (found.open_reports or found.objected_at) and found.state != PostState.WITHDRAWN,
        # Nobody learns who reported her, a moderator neither.
        "reports": () if own else found.reports.select_related("by"),
        "versions": found.versions.all(),
        "steps": (found.steps.exclude(action=StepAction.REPORTED) if own else found.steps).select_related("by"),
        "around": around[:AROUND],
        "where": subject_kind(found.thread.object_kind).url(found.thread.object_id),
        "offices": choices(request.authority.grants_for(Right.MODERATE, found.thread.organisation.path)),
    }
    return render(request, "discussion/post.html", context, status=422 if form.errors else 200)


def _decide(request: MemberRequest, found: Post, decision: str, form: ReasonForm) -> bool:
    """Whether it was decided; otherwise the form says why not."""
    if decision not in SERVICES:
        raise Invalid
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MODERATE,
        path=found.thread.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=form.cleaned_data["reason"],
    )
    try:
        SERVICES[decision](post=found, act=act)
    except SchoolError as refused:
        form.add_error(None, refused.detail)
        return False
    messages.success(request, _("Decided. The author is told."))
    return True
