"""Who is behind a session cookie, for the native ASGI routes that never pass through Django's handlers.

A sign-in that still waits for its second factor has no member in its session, so these routes do not accept it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import close_old_connections
from django.http import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from school.accounts.activity import last_seen, note_activity
from school.accounts.permissions import may_sign_in
from school.accounts.timeouts import ADMINISTRATOR, Stamped, began, ending, limits_for
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


def sign_in_of(session_key: str, *, at: datetime) -> SignIn | None:
    """The live sign-in of a session key, or None: ended, timed out, deactivated, or the password was changed."""
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
    if timed_out({session_key: session}, at=at):
        return None
    return SignIn(member_id=member.pk, session_key=session_key)


def timed_out(sessions: Mapping[str, Stamped], *, at: datetime) -> set[str]:
    """The keys among these sessions (key → data) that are over by the clock; at most one query for all of them."""
    seen = last_seen(list(sessions))
    over = set()
    for key, data in sessions.items():
        since = began(data)
        limits = limits_for(administrator=bool(data.get(ADMINISTRATOR)))
        if since is not None and ending(limits, since=since, seen=max(since, seen.get(key, since)), at=at):
            over.add(key)
    return over


def is_live(session_key: str, *, at: datetime) -> bool:
    """Whether this sign-in still stands, as every segment, beat and socket tick asks."""
    return sign_in_of(session_key, at=at) is not None


def _acting_sign_in(session_key: str) -> SignIn | None:
    try:
        at = timezone.now()
        sign_in = sign_in_of(session_key, at=at)
        if sign_in is not None:
            note_activity(session_key, at=at)
        return sign_in
    finally:
        close_old_connections()


async def member_of_session_cookie(scope: dict) -> SignIn | None:  # type: ignore[type-arg]
    """The live sign-in behind an ASGI scope, or None; watching counts as activity."""
    return await sync_to_async(_acting_sign_in, thread_sensitive=False)(cookie_of(scope))
