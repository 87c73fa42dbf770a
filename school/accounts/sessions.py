"""Who is behind a session cookie, for the native ASGI routes that never pass through Django's handlers."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import close_old_connections
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare

from school.accounts.permissions import may_sign_in
from school.organisation.models import Member


@dataclass(frozen=True)
class SignIn:
    """A live sign-in: the member and the session that stands for it."""

    member_id: int
    session_key: str


def cookie_of(scope: dict) -> str:  # type: ignore[type-arg]  # an ASGI scope is an untyped mapping
    """The session cookie in an ASGI scope's headers, or the empty string."""
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            return parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
    return ""


def sign_in_of(session_key: str) -> SignIn | None:
    """The live sign-in of a session key, or None: ended, expired, deactivated, or the password was changed."""
    if not session_key:
        return None
    store = import_module(settings.SESSION_ENGINE)
    session: SessionBase = store.SessionStore(session_key=session_key)
    member_pk = session.get(SESSION_KEY)
    if member_pk is None:
        return None
    member = Member.objects.filter(pk=member_pk).first()
    if member is None or not may_sign_in(member):
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), member.get_session_auth_hash()):
        return None
    return SignIn(member_id=member.pk, session_key=session_key)


def is_live(session_key: str) -> bool:
    """Whether this sign-in still stands, as every segment, beat and socket tick asks."""
    return sign_in_of(session_key) is not None


def _sign_in_of_thread(session_key: str) -> SignIn | None:
    try:
        return sign_in_of(session_key)
    finally:
        close_old_connections()


async def member_of_session_cookie(scope: dict) -> SignIn | None:  # type: ignore[type-arg]
    """The live sign-in behind an ASGI scope, or None."""
    return await sync_to_async(_sign_in_of_thread, thread_sensitive=False)(cookie_of(scope))
