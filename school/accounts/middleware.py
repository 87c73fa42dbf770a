"""The default language is Chinese, whatever a browser's factory setting says; a chosen language wins."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def language_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Drop `Accept-Language` unless it asks for Chinese of some script, so that only a choice leads to English."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()
        traditional = wanted.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant"))
        request.META["HTTP_ACCEPT_LANGUAGE"] = "zh-hant" if traditional else settings.LANGUAGE_CODE
        return get_response(request)

    return middleware
