"""A member's own sign-ins as a list: which device, where from, since when, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare, salted_hmac

from school.accounts.activity import last_seen
from school.accounts.sessions import timed_out
from school.accounts.throttling import network_of
from school.accounts.timeouts import HOW
from school.accounts.user_agents import device_named
from school.organisation.models import Member


@dataclass(frozen=True)
class OwnSignIn:
    """`handle` stands for the session in addresses, because its key would open it."""

    handle: str
    session_key: str
    device: str
    network: str
    since: datetime
    seen: datetime
    how: str


def handle_of(session_key: str) -> str:
    return salted_hmac("school.accounts.sign_ins", session_key, algorithm="sha256").hexdigest()[:20]


def sign_ins_of(member: Member, *, at: datetime) -> list[OwnSignIn]:
    """Those that still stand, the last active first; three queries however many there are."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=member)}
    stored = Session.objects.filter(session_key__in=rows, expire_date__gt=at)
    hash_now = member.get_session_auth_hash()
    data = {session.session_key: session.get_decoded() for session in stored}
    data = {
        key: said
        for key, said in data.items()
        if str(said.get(SESSION_KEY)) == str(member.pk)
        and constant_time_compare(said.get(HASH_SESSION_KEY, ""), hash_now)
    }
    over = timed_out(data, at=at)
    seen = last_seen(list(data))
    standing = [
        OwnSignIn(
            handle=handle_of(key),
            session_key=key,
            device=device_named(rows[key].user_agent),
            network=network_of(rows[key].ip),
            since=rows[key].created_at,
            seen=seen.get(key, rows[key].last_seen_at),
            how=str(said.get(HOW, "")),
        )
        for key, said in data.items()
        if key not in over
    ]
    return sorted(standing, key=lambda one: one.seen, reverse=True)
