"""What waits for a moderator: reported, held and disputed posts, one by one or many at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from school.accounts.requests import MemberRequest
from school.discussion.forms.reason import QueueFilter, ReasonForm
from school.discussion.models import Post, PostState, Report, ReportState
from school.discussion.models.post import PostQuerySet
from school.discussion.services import moderating
from school.errors import Forbidden, Invalid
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right

A_PAGE = 20
DECISIONS = ("hide", "restore", "keep")


def require_moderator(request: MemberRequest) -> None:
    """These rooms are no secret, so who may not enter is told so."""
    if not request.authority.has(Right.MODERATE):
        raise Forbidden


@login_required
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """Posts of one box, oldest first, narrowed by words and dates."""
    require_moderator(request)
    form = QueueFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    box = wanted.get("box") or "waiting"
    reach = Post.objects.moderated_by(request.authority)
    found = reach.telling(wanted.get("search", "")).between(wanted.get("first"), wanted.get("last"))
    waiting = Q(open_reports__gt=0) | Q(state=PostState.HELD) | Q(state=PostState.HIDDEN, objected_at__isnull=False)
    rows = found.filter(waiting) if box == "waiting" else found.in_box(box)
    reports = Prefetch("reports", Report.objects.filter(state=ReportState.OPEN), to_attr="waiting_reports")
    listed = rows.select_related("thread", "author").prefetch_related(reports)
    page = Paginator(listed.order_by("-open_reports", "posted_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    kept = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {
        "page": page,
        "box": box,
        "form": form,
        "counts": _counts(reach),
        "query": urlencode(kept),
        "narrowed": bool(set(kept) - {"box"}),
        "reason": ReasonForm(auto_id="all_%s"),
    }
    return render(request, "discussion/queue.html", context)


@login_required
@require_POST
def decide_many(request: MemberRequest) -> HttpResponse:
    """The same decision on the posts that were ticked."""
    require_moderator(request)
    decision = request.POST.get("decision", "")
    ticked = request.POST.getlist("post")[:A_PAGE]
    back = f"{reverse('discussion:queue')}?{urlencode({'box': request.POST.get('box', '')})}"
    form = ReasonForm(request.POST)
    form.fields["reason"].required = decision == "hide"
    if decision not in DECISIONS:
        raise Invalid
    if not ticked or not form.is_valid():
        messages.warning(request, _("Please tick at least one post, and write a reason for taking posts away."))
        return redirect(back)
    posts = list(Post.objects.moderated_by(request.authority).filter(public_id__in=ticked).select_related("thread"))
    paths = dict(
        Post.objects.filter(pk__in=[post.pk for post in posts]).values_list("pk", "thread__organisation__path")
    )
    acts = {post.public_id: _act(request, paths[post.pk], form.cleaned_data["reason"]) for post in posts}
    done, left = moderating.decide_many(posts=posts, decision=decision, act_for=acts)
    messages.success(request, ngettext("%(count)s post decided.", "%(count)s posts decided.", done) % {"count": done})
    if left:
        words = ngettext(
            "%(count)s post was left as it is: decided meanwhile, or your own.",
            "%(count)s posts were left as they are: decided meanwhile, or your own.",
            left,
        )
        messages.info(request, words % {"count": left})
    return redirect(back)


def _act(request: MemberRequest, path: str, reason: str) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MODERATE,
        path=path,
        at=request.at,
        reason=reason,
    )


def _counts(reach: PostQuerySet) -> dict[str, int]:
    reported, held = Q(open_reports__gt=0), Q(state=PostState.HELD)
    objected = Q(state=PostState.HIDDEN, objected_at__isnull=False)
    counts: dict[str, int] = reach.aggregate(
        waiting=Count("pk", filter=reported | held | objected),
        reported=Count("pk", filter=reported),
        held=Count("pk", filter=held),
        objected=Count("pk", filter=objected),
        hidden=Count("pk", filter=Q(state=PostState.HIDDEN)),
    )
    return counts
