"""Personal keys for programs: made here, shown once, revoked here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from school.accounts.factors import confirmed
from school.accounts.forms.keys import KeyForm
from school.accounts.models import ApiToken
from school.accounts.requests import MemberRequest
from school.accounts.services.tokens import issue_token, revoke_token


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: MemberRequest) -> HttpResponseBase:
    """The member's own keys; POST makes one and shows it this once."""
    return _make_key(request) if request.method == "POST" else _page(request, KeyForm())


@confirmed
def _make_key(request: MemberRequest) -> HttpResponse:
    """A key outlives the sign-in that makes it, so a borrowed sign-in must not be enough."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    _token, fresh = issue_token(member=request.user, title=form.cleaned_data["title"], at=request.at)
    return _page(request, KeyForm(), fresh=fresh)


def _page(request: MemberRequest, form: KeyForm, *, fresh: str = "") -> HttpResponse:
    own = ApiToken.objects.filter(member=request.user).order_by("-created_at", "-pk")
    context = {"form": form, "keys": own, "fresh": fresh, "now": request.at}
    return render(request, "accounts/keys.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_key(request: MemberRequest, key_id: str) -> HttpResponse:
    """Asks first: a program that uses the key stops working at once."""
    token = get_object_or_404(ApiToken, public_id=key_id, member=request.user, revoked_at__isnull=True)
    if request.method == "POST":
        revoke_token(token=token, at=request.at)
        messages.success(request, _("The key “%(title)s” is revoked.") % {"title": token.title})
        return redirect("accounts:keys")
    return render(request, "accounts/revoke_key.html", {"key": token, "back_url": reverse("accounts:keys")})
