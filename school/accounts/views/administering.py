"""All accounts, for the security administrator: find one, see its state, act upon it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.accounts_overview import STATES, accounts_in, counts_of_states, row_of
from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.accounts.services import administering
from school.accounts.sign_ins import sign_ins_of
from school.administration.entering import act_of, only_with
from school.administration.forms.reason import ReasonForm
from school.administration.rooms import rooms_of
from school.errors import NotFound
from school.organisation.authority import Right
from school.organisation.models import Member, Office
from school.privacy.models import LookedAt, LookKind
from school.privacy.services.looking import record_look

PAGE_SIZE = 50


@dataclass(frozen=True)
class Deed:
    """Something done to an account: its name, what will happen in words, and the service that does it."""

    label: str | Promise
    sentence: str | Promise
    done: str | Promise
    service: Callable[..., Member]
    offered: Callable[[Any], bool]


DEEDS = {
    "close": Deed(
        gettext_lazy("Close the account"),
        gettext_lazy(
            "Nobody can sign in with it, its sign-ins and keys end at once. Its records stay; it can be reopened."
        ),
        gettext_lazy("The account is closed."),
        administering.close_account,
        lambda member: member.is_active,
    ),
    "reopen": Deed(
        gettext_lazy("Reopen the account"),
        gettext_lazy("Signing in works again with the same password. Keys that were revoked stay revoked."),
        gettext_lazy("The account is open again."),
        administering.reopen_account,
        lambda member: not member.is_active,
    ),
    "sign-out": Deed(
        gettext_lazy("End all sign-ins"),
        gettext_lazy("Every device of this person is signed out at once and her keys are revoked."),
        gettext_lazy("All sign-ins of this account have ended."),
        administering.sign_out_everywhere,
        lambda member: member.is_active,
    ),
    "factors": Deed(
        gettext_lazy("Take the second factors away"),
        gettext_lazy(
            "For who has lost all of them. Please make sure who is asking, in person or on a number you know. She is "
            "told, her sign-ins end, and what requires a second factor stays closed until she has added one again."
        ),
        gettext_lazy("The second factors are taken away."),
        administering.take_factors_away,
        lambda member: member.with_factor,
    ),
    "waits": Deed(
        gettext_lazy("End the waiting"),
        gettext_lazy("The password may be tried again at once, from everywhere."),
        gettext_lazy("The password may be tried again."),
        administering.end_waits,
        lambda member: member.is_waiting,
    ),
}


@require_safe
@only_with(Right.ADMINISTER_SECURITY)
def accounts(request: MemberRequest) -> HttpResponse:
    """By state, with search, in pages; the figures of all states are one query."""
    search = request.GET.get("q", "").strip()[:80]
    state = request.GET.get("state", "all")
    state = state if state in STATES else "all"
    counts = counts_of_states(search=search, at=request.at)
    page = Paginator(accounts_in(state, search=search, at=request.at), PAGE_SIZE).get_page(request.GET.get("page"))
    chips = [
        {
            "label": label,
            "number": counts[code],
            "current": code == state,
            "query": urlencode({"state": code, "q": search} if search else {"state": code}),
        }
        for code, label in STATES.items()
    ]
    context = {
        "rooms": rooms_of(request.authority, "accounts"),
        "chips": chips,
        "chooses": _("State"),
        "state": state,
        "search": search,
        "rows": [row_of(member, at=request.at) for member in page],
        "page": page,
        "query": urlencode({"state": state, "q": search}),
    }
    return render(request, "accounts/administering/accounts.html", context)


@require_safe
@only_with(Right.ADMINISTER_SECURITY)
def account(request: MemberRequest, member_id: str) -> HttpResponse:
    member = _found(request, member_id)
    act = act_of(request, Right.ADMINISTER_SECURITY)
    record_look(
        member_ids=[member.pk],
        looker=request.user,
        office_id=act.office_id,
        kind=LookKind.FILE,
        what=LookedAt.ACCOUNT,
        at=request.at,
    )
    deeds = (
        []
        if member.pk == request.user.pk
        else [(code, deed.label) for code, deed in DEEDS.items() if deed.offered(member)]
    )
    context = {
        "rooms": rooms_of(request.authority, "accounts"),
        "row": row_of(member, at=request.at),
        "offices": Office.objects.held_on(request.authority.on).filter(member=member).select_related("organisation"),
        "sign_ins": sign_ins_of(member, at=request.at),
        "deeds": deeds,
        "own": member.pk == request.user.pk,
    }
    return render(request, "accounts/administering/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(Right.ADMINISTER_SECURITY)
@confirmed
def act_on_account(request: MemberRequest, member_id: str, deed: str) -> HttpResponse:
    """Says what will happen and asks why; POST does it."""
    member = _found(request, member_id)
    if deed not in DEEDS:
        raise NotFound
    chosen, back_url = DEEDS[deed], reverse("administering:account", args=[member_id])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_of(request, Right.ADMINISTER_SECURITY, reason=form.cleaned_data["reason"])
        chosen.service(member=member, act=act)
        messages.success(request, str(chosen.done))
        return redirect(back_url)
    title = _("%(deed)s: %(name)s") % {"deed": chosen.label, "name": member.name}
    context = {
        "rooms": rooms_of(request.authority, "accounts"),
        "title": title,
        "sentence": chosen.sentence,
        "act": chosen.label,
        "form": form,
        "back_url": back_url,
    }
    return render(request, "accounts/administering/act.html", context, status=422 if form.is_bound else 200)


def _found(request: MemberRequest, member_id: str) -> Any:
    member = accounts_in("all", search="", at=request.at).filter(public_id=member_id).first()
    if member is None:
        raise NotFound
    return member
