"""Requests that come too late: the sign-in ends by the clock, and a form that was sent is held until the next one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from school.accounts.activity import note_activity
from school.accounts.devices import device_of
from school.accounts.held_forms import hold
from school.accounts.requests import MemberRequest
from school.accounts.sessions import timed_out
from school.accounts.timeouts import SIGNED_IN_AT
from school.organisation.models import Member

# Asking how long a sign-in still stands must not make it stand longer.
PASSIVE = "/preferences/sign-ins/left/"


def late_requests_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Stands behind those for sessions, users and messages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _end_what_is_over(request)  # type: ignore[arg-type]  # typed by the middleware before this one
        late_form = request.method == "POST" and not request.user.is_authenticated
        response = get_response(request)
        to_sign_in = response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
        if late_form and to_sign_in and hold(request, owner=_late_owner(request)):
            return _to_held_form()
        return response

    return middleware


def resume_late(request: HttpRequest) -> HttpResponse | None:
    """For a form whose token no longer fits, because its member signed in anew: hold it and let her send it again.

    Only what a page of ours has sent; None for anything else.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return None
    if isinstance(request.user, Member):
        return redirect("accounts:held_form") if hold(request, owner=request.user.public_id) else None
    return _to_held_form() if hold(request, owner=_late_owner(request)) else None


def _end_what_is_over(request: MemberRequest) -> None:
    session = request.session
    if SESSION_KEY not in session or not session.session_key:
        return
    if SIGNED_IN_AT not in session:
        # Begun before sign-ins had limits: it has the whole time from now on.
        session[SIGNED_IN_AT] = request.at.timestamp()
    if timed_out({session.session_key: session}, at=request.at):
        request.late_member = request.user.public_id  # type: ignore[attr-defined]  # read below, in the same request
        logout(request)
        if not request.path.startswith("/api/"):
            messages.info(
                request, _("You were signed out, because nothing had happened for a while. Please sign in again.")
            )
    elif request.path != PASSIVE:
        note_activity(session.session_key, at=request.at)


def _late_owner(request: HttpRequest) -> str:
    """Whose sign-in it was: known when it ended just now, else whoever last signed in with this browser."""
    device = device_of(request)
    return getattr(request, "late_member", "") or (device.accounts[-1] if device and device.accounts else "")


def _to_held_form() -> HttpResponse:
    onward = urlencode({"next": reverse("accounts:held_form")})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{onward}")
