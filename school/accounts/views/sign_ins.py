"""One's own sign-ins: a list, ending one or all others, and how long this one still stands."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from school.accounts.activity import last_seen
from school.accounts.requests import MemberRequest
from school.accounts.services.ending import end_sign_ins
from school.accounts.sign_ins import OwnSignIn, sign_ins_of
from school.accounts.timeouts import ADMINISTRATOR, began, left, limits_for
from school.errors import NotFound
from school.organisation.acting import Act

WAYS: dict[str, str | Promise] = {
    "password": gettext_lazy("with the password"),
    "totp": gettext_lazy("with the password and a code"),
    "webauthn": gettext_lazy("with the password and a passkey"),
    "recovery_codes": gettext_lazy("with the password and a recovery code"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def own_sign_ins(request: MemberRequest) -> HttpResponse:
    """Where one is signed in now, this device first."""
    found = sign_ins_of(request.user, at=request.at)
    here = [one for one in found if one.session_key == request.session.session_key]
    others = [one for one in found if one not in here]
    shown = [{"sign_in": one, "here": one in here, "how": WAYS.get(one.how, "")} for one in here + others]
    return render(request, "usersessions/usersession_list.html", {"sign_ins": shown, "others": len(others)})


@login_required
@require_POST
def end_one(request: MemberRequest, sign_in_id: str) -> HttpResponse:
    """Signing in again is all it costs, so nothing is asked first."""
    one = _found(request, sign_in_id)
    end_sign_ins(member=request.user, session_keys=[one.session_key], act=_own_act(request))
    if one.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:sign_ins")


@login_required
@require_POST
def end_others(request: MemberRequest) -> HttpResponse:
    count = end_sign_ins(member=request.user, kept=request.session.session_key or "", act=_own_act(request))
    said = ngettext("%(count)s other device is signed out.", "%(count)s other devices are signed out.", count)
    messages.success(request, said % {"count": count})
    return redirect("accounts:sign_ins")


@never_cache
@require_GET
def time_left(request: HttpRequest) -> HttpResponse:
    """Seconds until this sign-in ends if nothing happens; asking is no activity. 0 for who is not signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    at: datetime = request.at  # type: ignore[attr-defined]  # set by the middleware, for strangers too
    since = began(request.session) or at
    key = request.session.session_key or ""
    limits = limits_for(administrator=bool(request.session.get(ADMINISTRATOR)))
    remaining = left(limits, since=since, seen=max(since, last_seen([key]).get(key, since)), at=at)
    return JsonResponse({"seconds": int(remaining.total_seconds())})


@login_required
@require_POST
def stay(request: MemberRequest) -> HttpResponse:
    """Any request is activity; this one does nothing else."""
    return HttpResponse(status=204)


def _found(request: MemberRequest, handle: str) -> OwnSignIn:
    found = next((one for one in sign_ins_of(request.user, at=request.at) if one.handle == handle), None)
    if found is None:
        raise NotFound
    return found


def _own_act(request: MemberRequest) -> Act:
    return Act(member=request.user, at=request.at)
