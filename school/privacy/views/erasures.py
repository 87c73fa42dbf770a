"""Erasing people who have left, by the security administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.administration.rooms import rooms_of
from school.errors import Forbidden
from school.organisation.acting import act_by
from school.organisation.authority import Right
from school.organisation.models import Member
from school.organisation.models.member import MemberQuerySet
from school.policies.reading import policy
from school.privacy.forms import ErasureForm
from school.privacy.registry import ErasureRule
from school.privacy.services.erasing import Outcome, erasable_from, erase, foretell

PAGE_SIZE = 20


def _departed(request: MemberRequest) -> MemberQuerySet:
    """Who belongs nowhere today; an erased record has nothing left to erase."""
    if not request.authority.has(Right.ADMINISTER_SECURITY):
        raise Forbidden
    left = Member.objects.get_queryset().canonical().belonging_nowhere(on=request.authority.on)
    return left.exclude(number__startswith="erased-").order_by("sort_text", "number")


@require_safe
@login_required
def people(request: MemberRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:60]
    page = Paginator(_departed(request).found_by(search), PAGE_SIZE).get_page(request.GET.get("page"))
    first = erasable_from(member_ids=[member.pk for member in page])
    return render(
        request,
        "privacy/erasures.html",
        {
            "rooms": rooms_of(request.authority, "erasures"),
            "page": page,
            "lines": [(member, first.get(member.pk)) for member in page],
            "search": search,
            "query": f"q={search}" if search else "",
            "days": policy("retention.erasure_days"),
            "today": request.authority.on,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: MemberRequest, member_id: str) -> HttpResponseBase:
    """GET names what goes and what stays; POST, with the member number typed and a reason, erases."""
    return _person(request, get_object_or_404(_departed(request), public_id=member_id))


@confirmed
def _person(request: MemberRequest, member: Member) -> HttpResponse:
    form = ErasureForm(request.POST or None, number=member.number)
    if request.method == "POST" and form.is_valid():
        grants = [grant for grant in request.authority.grants if Right.ADMINISTER_SECURITY in grant.rights]
        act = act_by(grants, member=request.user, at=request.at, reason=form.cleaned_data["reason"])
        erase(act=act, member_id=member.pk, public_id=member.public_id)
        messages.success(request, _("The person has been erased."))
        return redirect("privacy:erasures")
    outcomes = foretell(member_id=member.pk)
    groups = [
        (_("Deleted"), _by(outcomes, ErasureRule.DELETE)),
        (_("Stays without names and words"), _by(outcomes, ErasureRule.ANONYMISE)),
        (_("Stays, by an opaque id only"), _by(outcomes, ErasureRule.KEEP)),
    ]
    facts = {"member": member, "groups": groups, "form": form}
    return render(request, "privacy/erase.html", facts, status=422 if form.is_bound else 200)


def _by(outcomes: list[Outcome], rule: ErasureRule) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.rule == rule]
