"""Invitations on the desk: who waits, whom to invite, and the sheet that is printed once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from school.accounts.errors import CannotInvite, SheetAlreadyMade
from school.accounts.forms.inviting import SheetForm
from school.accounts.invitable import branch_name, matching, never_signed_in, without_waiting, without_wider_offices
from school.accounts.models import Invitation, InvitationBatch, InvitationState
from school.accounts.requests import MemberRequest
from school.accounts.services.inviting import MOST_AT_ONCE, invite, mail_again, revoke_invitation
from school.accounts.sheets import Card
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act, act_by, choices
from school.organisation.authority import Grant, Right
from school.organisation.models import Member, Organisation
from school.policies.reading import policy

PAGE_SIZE = 50
MOST_PLACES = 150
SORTS = {
    "newest": (gettext_lazy("newest first"), ("-invited_at", "-pk")),
    "name": (gettext_lazy("by name"), ("member__name", "pk")),
    "ends": (gettext_lazy("ending soonest"), ("expires_at", "pk")),
}


def _require_right(request: MemberRequest) -> None:
    if not request.authority.has(Right.INVITE):
        raise Forbidden


def _grants(request: MemberRequest) -> list[Grant]:
    return [grant for grant in request.authority.grants if Right.INVITE in grant.rights]


def _act(request: MemberRequest) -> Act:
    return act_by(_grants(request), member=request.user, at=request.at, chosen=request.POST.get("office", ""))


@require_safe
@login_required
def invitations(request: MemberRequest) -> HttpResponse:
    """All invitations in scope by state, newest first."""
    _require_right(request)
    wanted, search = request.GET.get("state", ""), request.GET.get("q", "")[:60].strip()
    state = wanted if wanted in InvitationState.values else InvitationState.WAITING.value
    found = Invitation.objects.invited_within(request.authority).matching(search)
    asked = request.GET.get("sort", "")
    sort = asked if asked in SORTS else "newest"
    rows = found.in_state(state, at=request.at).select_related("member").order_by(*SORTS[sort][1])
    page = Paginator(rows.annotate(branch=branch_name("member_id", request.authority)), PAGE_SIZE)
    counts = found.counts(at=request.at)
    chips = [
        {
            "label": label,
            "number": counts[value],
            "query": urlencode({"state": value, "q": search, "sort": sort}),
            "current": value == state,
        }
        for value, label in InvitationState.choices
    ]
    context = {
        "page": page.get_page(request.GET.get("page")),
        "chips": chips,
        "state": state,
        "search": search,
        "query": urlencode({"state": state, "q": search, "sort": sort}),
        "sorts": [(value, label, value == sort) for value, (label, _order) in SORTS.items()],
        "waiting": state == InvitationState.WAITING,
        "open": state in {InvitationState.WAITING, InvitationState.EXPIRED},
    }
    return render(request, "accounts/invitations.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request: MemberRequest) -> HttpResponse:
    """Choose among people who have never signed in; POST makes the sheet and shows its codes this once."""
    _require_right(request)
    if request.method == "POST" and InvitationBatch.objects.filter(public_id=request.POST.get("sheet", "")).exists():
        raise SheetAlreadyMade
    place, search = request.GET.get("organisation", ""), request.GET.get("q", "")[:4000].strip()
    people = never_signed_in(request.authority)
    fresh = without_waiting(people, at=request.at)
    places = Organisation.objects.overseen_by(request.authority, Right.INVITE).still_open()
    chosen_place = places.filter(public_id=place).first() if place else None
    if chosen_place is not None:
        fresh = fresh.filter(pk__in=Member.objects.affiliated_within(chosen_place.path, on=request.authority.on))
    fitting = matching(fresh, search)
    shown = without_wider_offices(fitting[:MOST_AT_ONCE], request.authority, at=request.at)
    form = SheetForm(request.POST or None)
    form.fields["members"].choices = [(member.public_id, member.name) for member in shown]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        chosen = [member for member in shown if member.public_id in form.cleaned_data["members"]]
        return _sheet(request, chosen, form.cleaned_data["sheet"], by_mail=form.cleaned_data["by_mail"])
    offered = list(places[: MOST_PLACES + 1])
    chosen_ids = set(request.POST.getlist("members")) if request.method == "POST" else None
    context = {
        "form": form,
        "people": [(member, chosen_ids is None or member.public_id in chosen_ids) for member in shown],
        "found": fitting.count(),
        "most": MOST_AT_ONCE,
        "organisations": offered if len(offered) <= MOST_PLACES else [],
        "place": chosen_place,
        "search": search,
        "days": policy("accounts.invitation_days"),
        "offices": choices(_grants(request)),
    }
    return render(request, "accounts/invite_people.html", context, status=422 if form.is_bound else 200)


def _sheet(request: MemberRequest, people: list[Member], sheet: str, *, by_mail: bool) -> HttpResponse:
    order = {member.pk: place for place, member in enumerate(people)}
    rows = invite(members=people, batch_id=sheet, by_mail=by_mail, act=_act(request))
    rows.sort(key=lambda row: order[row.invitation.member_id])
    url = settings.SITE_URL + reverse("invitations:enter")
    context = {
        "cards": [Card.of(row.invitation.member, row.code, url) for row in rows],
        "until": rows[0].invitation.expires_at if rows else None,
        "mailed": sum(row.invitation.mailed_at is not None for row in rows),
        "slip": False,
    }
    return render(request, "accounts/sheet.html", context)


def _invitation(request: MemberRequest, invitation_id: str) -> Invitation:
    """In scope; whoever may not invite there learns nothing."""
    scoped = Invitation.objects.invited_within(request.authority).select_related("member")
    invitation = scoped.filter(public_id=invitation_id).first()
    if invitation is None:
        raise NotFound
    return invitation


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: MemberRequest, invitation_id: str) -> HttpResponse:
    """A new code for somebody whose sheet was lost or whose time ran out; the old one ends."""
    invitation = _invitation(request, invitation_id)
    mine = never_signed_in(request.authority).filter(pk=invitation.member_id)
    people = without_wider_offices(mine, request.authority, at=request.at)
    if not people:
        raise CannotInvite
    form = SheetForm(request.POST or None)
    del form.fields["members"]
    if request.method == "POST" and form.is_valid():
        return _sheet(request, people, form.cleaned_data["sheet"], by_mail=form.cleaned_data["by_mail"])
    context = {
        "form": form,
        "member": invitation.member,
        "offices": choices(_grants(request)),
        "days": policy("accounts.invitation_days"),
    }
    return render(request, "accounts/invite_again.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def mail(request: MemberRequest, invitation_id: str) -> HttpResponse:
    """Send the link once more."""
    invitation = mail_again(invitation=_invitation(request, invitation_id), act=_act(request))
    messages.success(request, _("The link is on its way to %(name)s.") % {"name": invitation.member.name})
    return redirect("invitations:list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: MemberRequest, invitation_id: str) -> HttpResponse:
    """Asks first: the code on paper and the link open nothing afterwards."""
    invitation = _invitation(request, invitation_id)
    if request.method == "POST":
        revoke_invitation(invitation=invitation, act=_act(request))
        messages.success(request, _("The invitation of %(name)s is revoked.") % {"name": invitation.member.name})
        return redirect("invitations:list")
    context = {"member": invitation.member, "back_url": reverse("invitations:list")}
    return render(request, "accounts/revoke_invitation.html", context)
