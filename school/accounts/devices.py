"""Browsers in which an account has signed in before: a signed cookie gives each a count of failures of its own.

Somebody who guesses from another browser, even behind the same address, cannot make such a browser wait (after OWASP's
device cookies). The cookie proves a former sign-in and nothing else: it never replaces a password.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from school.organisation.models import Member

COOKIE = "school_device"
LIFETIME = 400 * 24 * 3600
SALT = "school.accounts.devices"
MOST_ACCOUNTS = 8


@dataclass(frozen=True)
class Device:
    """`nonce` names the browser; `accounts` are marks that say nothing to who does not know the member."""

    nonce: str
    accounts: tuple[str, ...] = ()

    def knows(self, member: Member) -> bool:
        return self.mark_of(member) in self.accounts

    def remembering(self, member: Member) -> Device:
        """The same browser after this member signed in; the longest unused account is forgotten."""
        others = tuple(mark for mark in self.accounts if mark != self.mark_of(member))
        return Device(self.nonce, (*others, self.mark_of(member))[-MOST_ACCOUNTS:])

    def mark_of(self, member: Member) -> str:
        return salted_hmac(SALT, f"{self.nonce}:{member.public_id}", algorithm="sha256").hexdigest()[:16]


def device_of(request: HttpRequest) -> Device | None:
    """The browser behind the request, if somebody has signed in with it before."""
    try:
        nonce, *accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(nonce, tuple(accounts))


def remember_device(request: HttpRequest, response: HttpResponse, member: Member) -> None:
    """Give the browser its cookie, once the sign-in is complete."""
    device = (device_of(request) or Device(secrets.token_urlsafe(12))).remembering(member)
    response.set_cookie(
        COOKIE,
        signing.dumps([device.nonce, *device.accounts], salt=SALT),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
