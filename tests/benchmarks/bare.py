"""The reference of the pages: what Django itself needs to say who is signed in – session, member, one JSON answer."""

from __future__ import annotations

from collections.abc import Callable

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import override_settings
from django.urls import path

MIDDLEWARE = [
    "tests.benchmarks.bare.own_routes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def who(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"member": request.user.pk})


urlpatterns = [path("who", who)]


def own_routes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead this handler's requests to the one route above instead of the school's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]  # Django's own hook
        return get_response(request)

    return middleware


def bare_application() -> WSGIHandler:
    """Django with nothing but the sign-in."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()
