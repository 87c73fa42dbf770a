"""Second factors of one's own: the list, and allauth's pages as this product words them."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from school.accounts.factor_adapter import SchoolFactorAdapter
from school.accounts.factors import FACTORS, has_factor, may_do_without, requires_factor
from school.accounts.requests import MemberRequest

NEXT = "after_factors"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def factors(request: MemberRequest) -> HttpResponse:
    """What protects the account besides the password; `needed` says that a page waits behind this one."""
    own = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    codes = next((one.wrap() for one in own if one.type == Authenticator.Type.RECOVERY_CODES), None)
    _remember_way_on(request)
    context = {
        "factors": [_described(one) for one in own if one.type in FACTORS],
        "has_app": any(one.type == Authenticator.Type.TOTP for one in own),
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "required": requires_factor(request.authority),
        "exempt": may_do_without(request.user),
        "waiting": request.session.get(NEXT, ""),
    }
    return render(request, "mfa/index.html", context)


@login_required
@require_http_methods(["GET", "HEAD"])
def onwards(request: MemberRequest) -> HttpResponse:
    """After enrolling: to the page that asked for it."""
    waiting = request.session.pop(NEXT, "")
    return redirect(waiting if waiting and has_factor(request.user) else "mfa_index")


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Give up a sign-in that waits for its second factor."""
    clear_login(request)
    return redirect("account_login")


def _remember_way_on(request: MemberRequest) -> None:
    onward = request.GET.get(REDIRECT_FIELD_NAME, "")
    if "needed" in request.GET and url_has_allowed_host_and_scheme(onward, None):
        request.session[NEXT] = onward


def _described(one: Authenticator) -> dict[str, Any]:
    passkey = one.type == Authenticator.Type.WEBAUTHN
    return {
        "id": one.pk,
        "passkey": passkey,
        "name": one.wrap().name if passkey else _("Authenticator app"),
        "since": one.created_at,
        "used": one.last_used_at,
    }


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        if not SchoolFactorAdapter().can_delete_authenticator(self.object):
            messages.warning(self.request, str(SchoolFactorAdapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


class NamePasskey(EditWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    success_url = reverse_lazy("mfa_index")
