"""The administration opens to nobody who must have a second factor and has none, whichever page it is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from school.accounts.factors import ADMINISTERING, enrolling_url, must_enrol
from school.accounts.held_forms import way_back
from school.accounts.requests import MemberRequest

GATED = "/administration/"


def factor_gate_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Stands behind the one for the authority; new pages below the prefix are gated without being told to."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(GATED) and request.user.is_authenticated and _lacks_factor(request):  # type: ignore[arg-type]
            return redirect(enrolling_url(way_back(request)))
        return get_response(request)

    return middleware


def _lacks_factor(request: MemberRequest) -> bool:
    administers = any(request.authority.has(right) for right in ADMINISTERING)
    return administers and must_enrol(request.user, request.authority)
