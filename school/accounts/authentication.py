"""How the API knows who is asking: the page's own session (with CSRF), or a personal key."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from school.accounts.services.tokens import member_of_key
from school.organisation.authority import authority_of
from school.organisation.models import Member


class KeyAuth(HttpBearer):
    """`Authorization: Bearer <key>`; the key's member becomes the request's user."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        at = timezone.now()
        member = member_of_key(key=token, at=at)
        if member is not None:
            request.user = member
            request.by_key = True  # type: ignore[attr-defined]  # a key confirms nothing (factors.py)
            request.authority = authority_of(member, at=at)  # type: ignore[attr-defined]
        return member


class SessionSignIn(SessionAuth):
    """The session cookie; unsafe methods need the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Member | None:
        user = request.user
        return user if isinstance(user, Member) and user.is_active else None


signed_in = [KeyAuth(), SessionSignIn(csrf=True)]
