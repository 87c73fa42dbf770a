"""Around every request: the language, and what a sign-in has to see first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from school.accounts.first_steps import PASSWORD, PURPOSE, step_done, step_due
from school.accounts.purpose import notice_in_words
from school.accounts.services.acknowledging import acknowledge

READ_FIELD = "purpose_read"
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# Signing out, recovery and settings stay open, and programs on a page must never lose what they send (ADR 0015).
FREE = ("/accounts/", "/api/", "/demo/", "/invitations/", "/offline/", "/preferences/", "/static/", "/media/")


def language_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Drop `Accept-Language` unless it asks for Chinese of some script: the default is Chinese, whatever a browser's
    factory setting says, and only a choice leads to English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()
        traditional = wanted.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant"))
        request.META["HTTP_ACCEPT_LANGUAGE"] = "zh-hant" if traditional else settings.LANGUAGE_CODE
        return get_response(request)

    return middleware


def private_pages_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whatever somebody is shown while signed in is hers: nothing in between keeps it, and a browser asks again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if SIGNED_IN in request.session and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response

    return middleware


def first_steps_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Show the notice about personal data, or ask for a new password, in the place of the first page after signing in.

    The page that was wanted follows. A form that was sent is held on the notice and goes on from there: the hook comes
    after the check of its token, so no foreign page can have one held.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.path.startswith(FREE) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if step_due(request, PURPOSE):
            return _notice(request)
        if step_due(request, PASSWORD) and request.method in {"GET", "HEAD"}:
            messages.warning(request, _("Your password is old by the rules of this school. Please choose a new one."))
            return redirect("account_change_password")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]  # Django's hook on a function
    return middleware


def _notice(request: HttpRequest) -> HttpResponse | None:
    if request.method == "POST" and READ_FIELD in request.POST:
        acknowledge(member=request.user, at=request.at)  # type: ignore[arg-type,attr-defined]  # signed in: a step is due
        step_done(request, PURPOSE)
        return None
    if request.method not in {"GET", "HEAD", "POST"} or request.FILES:
        return None  # a file cannot be held; the notice comes with the next page
    held = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN_FIELD]
    context = {"notice": notice_in_words(), "held": held, "target": request.get_full_path()}
    return render(request, "accounts/purpose.html", context)
