"""The demo stays on this machine, however it is served."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from school.operations.serving import is_loopback

PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""Headers by which a proxy says that it hands on somebody else's request."""


def this_machine_only_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse strangers in demo mode: `serve` refuses other addresses, but not another server or a proxy in front."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.DEMO and not _is_from_this_machine(request):
            raise PermissionDenied
        return get_response(request)

    return middleware


def _is_from_this_machine(request: HttpRequest) -> bool:
    passed_on = any(name in request.headers for name in PASSED_ON)
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not passed_on
