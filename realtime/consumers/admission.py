"""Who may open a socket to a room, and who may keep it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http.request import validate_host
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from realtime.hub import SIGNED_OUT, STRANGER, Holder
from realtime.models import StudySession
from realtime.permissions import can_enter
from school.accounts.activity import note_activity
from school.accounts.sessions import sign_in_of, timed_out
from school.organisation.authority import authority_of
from school.organisation.models import Member

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Admission:
    """A member at the door of a room, with the sign-in that opened it."""

    session: StudySession
    member: Member
    holder: Holder


def same_site(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the page that opens the socket is one of ours; cookies travel with sockets opened by any page.

    Cookies know no ports, so another program on this machine would get ours: the port has to be the one that was
    asked for. A program that sends no Origin is no browser, so no foreign page can be behind it.
    """
    sent = [(name, value.decode("latin-1")) for name, value in headers]
    asked_for = next((value for name, value in sent if name == b"host"), "")
    return all(_is_ours(value, asked_for) for name, value in sent if name == b"origin")


def _is_ours(origin: str, asked_for: str) -> bool:
    """Whether a page of this origin lies where the socket was asked for, or at another name of ours."""
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        page = urlsplit(origin)
        own = urlsplit(f"{page.scheme}://{asked_for}")
        port, own_port = page.port or DEFAULT_PORTS.get(page.scheme), own.port or DEFAULT_PORTS.get(page.scheme)
    except ValueError:  # no address at all
        return False
    return port is not None and port == own_port and validate_host(_host_of(page.hostname), settings.ALLOWED_HOSTS)


def _host_of(name: str | None) -> str:
    """As ALLOWED_HOSTS writes it: IPv6 in brackets; empty for what is no address, such as `null`."""
    return f"[{name}]" if name and ":" in name else name or ""


def admit(*, session_key: str, room: str) -> Admission | int:
    """Let the holder of this session cookie in, or say by which code the socket is closed."""
    at = timezone.now()
    sign_in = sign_in_of(session_key, at=at)
    if sign_in is None:
        return SIGNED_OUT
    member = Member.objects.get(pk=sign_in.member_id)
    authority = authority_of(member, at=at)
    session = StudySession.objects.visible_to(authority).select_related("organisation").filter(public_id=room).first()
    if session is None:
        return STRANGER
    note_activity(session_key, at=at)
    return Admission(session=session, member=member, holder=Holder(member.pk, session_key))


def leaving(*, session: StudySession, holders: Collection[Holder], at: datetime) -> dict[Holder, int]:
    """Who of these has signed out, lost the account, or no longer belongs to the audience → close code.

    A handful of queries for the whole room, because it is asked on every tick.
    """
    members = {m.pk: m for m in Member.objects.filter(pk__in={h.member_id for h in holders}, is_active=True)}
    data = {
        row.session_key: row.get_decoded()
        for row in Session.objects.filter(session_key__in={h.session_key for h in holders}, expire_date__gt=at)
    }
    over = timed_out(data, at=at)
    welcome = _still_welcome(session=session, members=members, at=at)
    codes: dict[Holder, int] = {}
    for holder in holders:
        if holder.session_key in over or not _stands(
            member=members.get(holder.member_id), session_data=data.get(holder.session_key, {})
        ):
            codes[holder] = SIGNED_OUT
        elif holder.member_id not in welcome:
            codes[holder] = STRANGER
    return codes


def _stands(*, member: Member | None, session_data: dict[str, object]) -> bool:
    """The bulk form of `school.accounts.sessions.sign_in_of`."""
    if member is None or str(session_data.get(SESSION_KEY)) != str(member.pk):
        return False
    return constant_time_compare(str(session_data.get(HASH_SESSION_KEY, "")), member.get_session_auth_hash())


def _still_welcome(*, session: StudySession, members: dict[int, Member], at: datetime) -> set[int]:
    today = timezone.localdate(at)
    audience = Member.objects.affiliated_within(session.organisation.path, on=today).filter(pk__in=members)
    welcome = set(audience.values_list("pk", flat=True))
    for pk, member in members.items():
        # Hosts and overseers from elsewhere: very few in any room.
        if pk not in welcome and can_enter(authority_of(member, at=at), session):
            welcome.add(pk)
    return welcome
