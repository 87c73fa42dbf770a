"""Second factors: who must have one, who has one, and who has just shown one (docs/explanation/sign-ins.md).

Pages use `@confirmed` below `@login_required`, or `@confirmed_to_send` where only the form asks; endpoints call
`require_confirmed(request)`. A personal key never counts as a confirmation, whatever session travels with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from school.accounts.errors import ConfirmationNeeded, FactorNeeded
from school.accounts.held_forms import hold, way_back
from school.accounts.requests import MemberRequest
from school.organisation.authority import Authority, Right
from school.organisation.models import BuiltInKind, Member, Organisation
from school.policies.reading import policy

ADMINISTERING = (Right.ADMINISTER_SYSTEM, Right.ADMINISTER_SECURITY, Right.READ_AUDIT)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

Arguments = ParamSpec("Arguments")


def requires_factor(authority: Authority) -> bool:
    """Administrators, and whoever may export other people's data beyond one branch (its groups belong to it)."""
    if any(authority.has(right) for right in ADMINISTERING):
        return True
    paths = authority.paths(Right.EXPORT_MEMBERS)
    if not paths:
        return False
    reached = Organisation.objects.within(*paths).still_open().exclude(kind_id=BuiltInKind.GROUP)
    return reached[:2].count() > 1


def has_factor(member: Member) -> bool:
    """Whether she has an authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=member.pk, type__in=FACTORS).exists())


def may_do_without(member: Member) -> bool:
    """The people of the demo need not enrol, or nobody could look around; outside the demo they cannot sign in."""
    return bool(settings.DEMO) and member.is_demo


def must_enrol(member: Member, authority: Authority) -> bool:
    """Whether a factor is required of this member and missing."""
    return requires_factor(authority) and not may_do_without(member) and not has_factor(member)


def recently_authenticated(request: HttpRequest) -> bool:
    """Whether this sign-in showed a factor (for who has one) or the password within the last minutes, by policy."""
    member = request.user
    if not isinstance(member, Member) or getattr(request, "by_key", False):
        return False
    with_factor = has_factor(member)
    if not with_factor and may_do_without(member):
        return True
    window = timedelta(minutes=policy("accounts.confirm_minutes"))
    since = time.time() - window.total_seconds()
    records = get_authentication_records(request, member)
    return any(record["at"] > since and (record["method"] == "mfa" or not with_factor) for record in records)


def require_confirmed(request: HttpRequest) -> None:
    """For endpoints and for whatever cannot lead to another page.

    Raises:
        FactorNeeded: a factor is required of this member and she has none.
        ConfirmationNeeded: she shall show her factor or her password again; a key cannot.
    """
    if must_enrol(request.user, request.authority):  # type: ignore[arg-type,attr-defined]  # behind sign-in
        raise FactorNeeded
    if not recently_authenticated(request):
        raise ConfirmationNeeded


def confirmed(
    view: Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase],
) -> Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase]:
    """Ask for the factor or the password again, then come back; a form that was sent is held until then."""

    @wraps(view)
    def asked_again(request: MemberRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        try:
            require_confirmed(request)
        except FactorNeeded:
            return redirect(enrolling_url(way_back(request)))
        except ConfirmationNeeded:
            back = way_back(request)
            if hold(request, owner=request.user.public_id):
                back = reverse("accounts:held_form")
            return redirect(f"{_asking_url(request.user)}?{urlencode({REDIRECT_FIELD_NAME: back})}")
        return view(request, *args, **kwargs)

    return asked_again


def confirmed_to_send(
    view: Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase],
) -> Callable[Concatenate[MemberRequest, Arguments], HttpResponseBase]:
    """As `confirmed`, for pages that may be read without: only what is sent asks."""
    asking = confirmed(view)

    @wraps(view)
    def sent(request: MemberRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        return (asking if request.method == "POST" else view)(request, *args, **kwargs)

    return sent


def enrolling_url(back: str) -> str:
    """The page that explains why a factor is needed and leads back afterwards."""
    return f"{reverse('mfa_index')}?{urlencode({'needed': 1, REDIRECT_FIELD_NAME: back})}"


def _asking_url(member: Member) -> str:
    methods: list[dict[str, str]] = get_adapter().get_reauthentication_methods(member)
    return methods[0]["url"] if methods else reverse("account_reauthenticate")
