"""The desk of reviewers: what waits, what was decided, what is published; and who asks for how many levels."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from courses.errors import ReviewRuleTooLax
from courses.forms.review import ReviewRuleForm
from courses.models import Course, ReviewRound, ReviewRule
from courses.services.asking_for_reviews import set_review_rule
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, Invalid
from school.organisation.acting import act_in_office
from school.organisation.authority import Right
from school.organisation.scope import within_paths

PAGE_SIZE = 20
SHOW = {
    "waiting": gettext_lazy("waiting"),
    "decided": gettext_lazy("decided"),
    "published": gettext_lazy("published courses"),
}


@login_required
@require_safe
def review_desk(request: MemberRequest) -> HttpResponse:
    """Rounds within reach, the oldest that waits first; published courses, to take one down."""
    if not request.authority.has(Right.REVIEW_COURSES):
        raise Forbidden
    text = request.GET.get("q", "").strip()
    show = request.GET.get("show", "waiting")
    show = show if show in SHOW else "waiting"
    rows = _published(request, text) if show == "published" else _rounds(request, text, show)
    context: dict[str, Any] = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "show": show,
        "choices": SHOW,
        "text": text,
        "query": urlencode({"show": show, "q": text}),
    }
    return render(request, "courses/review/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_rules(request: MemberRequest) -> HttpResponse:
    """What is asked where, from when; officers over the tree set it, from a day on."""
    if not request.authority.has(Right.MANAGE_TREE):
        raise Forbidden
    form = ReviewRuleForm(
        request.POST or None, authority=request.authority, initial={"starts_on": request.authority.on, "levels": 3}
    )
    if request.method == "POST" and form.is_valid() and _set_rule(request, form):
        messages.success(request, _("The rule was set. Rounds that have begun keep the levels they began with."))
        return redirect("courses:review_rules")
    rules = (
        ReviewRule.objects.filter(within_paths("organisation__path", request.authority.paths(Right.MANAGE_TREE)))
        .select_related("organisation", "set_by")
        .order_by("organisation__path", "-starts_on", "-pk")
    )
    context = {
        "form": form,
        "page": Paginator(rules, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": request.authority.on,
    }
    return render(request, "courses/review/rules.html", context, status=422 if form.errors else 200)


def _set_rule(request: MemberRequest, form: ReviewRuleForm) -> bool:
    """Whether it was set; otherwise the form says why not."""
    organisation = form.cleaned_data["organisation"]
    act = act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.MANAGE_TREE,
        path=organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )
    levels, starts_on = form.cleaned_data["levels"], form.cleaned_data["starts_on"]
    try:
        set_review_rule(organisation=organisation, levels=levels, starts_on=starts_on, act=act)
    except ReviewRuleTooLax as refused:
        form.add_error("levels", refused.detail)
    except Invalid:
        form.add_error("starts_on", _("Please choose today or a later day."))
    return form.is_valid()


def _rounds(request: MemberRequest, text: str, show: str) -> Any:
    found = ReviewRound.objects.reviewable_by(request.authority).submitted_as(text)
    found = found.select_related("course__organisation", "submitted_by")
    if show == "decided":
        return found.exclude(state="open").order_by("-ended_at", "-pk")
    open_threads = Count("comments", filter=Q(comments__parent__isnull=True, comments__resolved_at__isnull=True))
    return found.waiting().annotate(unresolved=open_threads).order_by("submitted_at", "pk")


def _published(request: MemberRequest, text: str) -> Any:
    paths = request.authority.paths(Right.REVIEW_COURSES)
    found = Course.objects.published().filter(within_paths("organisation__path", paths))
    if text:
        found = found.filter(published_revision__title__icontains=text)
    shown = found.select_related("organisation", "published_revision").defer("published_revision__outline")
    return shown.order_by("-published_revision__published_at", "-pk")
