"""Helping somebody who cannot sign in: recognised in person, given a slip that works once."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from school.accounts.forms.inviting import SlipForm
from school.accounts.models import RecoverySlip
from school.accounts.requests import MemberRequest
from school.accounts.services.recovering import issue_slip, require_can_assist, revoke_slip
from school.accounts.sheets import Card
from school.errors import NotFound
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right
from school.organisation.models import Member
from school.policies.reading import policy


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: MemberRequest, member_id: str) -> HttpResponse:
    """Confirm, say why, and print the slip; its code is on this one page only."""
    member = Member.objects.filter(public_id=member_id).first()
    affiliation = member.affiliation_at(request.at) if member else None
    if member is None or affiliation is None:
        raise NotFound
    require_can_assist(authority=request.authority, member=member, at=request.at)
    path = affiliation.organisation.path
    open_slip = RecoverySlip.objects.usable(at=request.at).filter(member=member).first()
    if "withdraw" in request.POST and open_slip is not None:
        revoke_slip(slip=open_slip, act=_act(request, path))
        messages.success(request, _("The slip opens nothing any more."))
        return redirect("recovery:slip", member_id)
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _printed(request, member, _act(request, path, reason=form.cleaned_data["reason"]))
    context = {
        "form": form,
        "member": member,
        "branch": affiliation.organisation,
        "open_slip": open_slip,
        "hours": policy("accounts.slip_hours"),
        "offices": choices(request.authority.grants_for(Right.ASSIST_SIGN_IN, path)),
    }
    return render(request, "accounts/issue_slip.html", context, status=422 if form.is_bound else 200)


def _act(request: MemberRequest, path: str, *, reason: str = "") -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.ASSIST_SIGN_IN,
        path=path,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=reason,
    )


def _printed(request: MemberRequest, member: Member, act: Act) -> HttpResponse:
    slip, code = issue_slip(member=member, authority=request.authority, act=act)
    url = settings.SITE_URL + reverse("invitations:enter")
    context = {"cards": [Card.of(member, code, url)], "until": slip.expires_at, "slip": True}
    return render(request, "accounts/sheet.html", context)
