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
from school.accounts.sessions import sign_in_of
from school.organisation.authority import authority_of
from school.organisation.models import Member


@dataclass(frozen=True)
class Admission:
    """A member at the door of a room, with the sign-in that opened it."""

    session: StudySession
    member: Member
    holder: Holder


def same_site(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the page that opens the socket is one of ours; cookies travel with sockets opened by any page.

    A program that sends no Origin is no browser, so no foreign page can be behind it.
    """
    origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    return all(validate_host(_host_of(origin), settings.ALLOWED_HOSTS) for origin in origins)


def _host_of(origin: str) -> str:
    """As ALLOWED_HOSTS writes it: IPv6 in brackets; empty for what is no address, such as `null`."""
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return ""
    return f"[{host}]" if ":" in host else host


def admit(*, session_key: str, room: str) -> Admission | int:
    """Let the holder of this session cookie in, or say by which code the socket is closed."""
    sign_in = sign_in_of(session_key)
    if sign_in is None:
        return SIGNED_OUT
    member = Member.objects.get(pk=sign_in.member_id)
    authority = authority_of(member, at=timezone.now())
    session = StudySession.objects.visible_to(authority).select_related("organisation").filter(public_id=room).first()
    if session is None:
        return STRANGER
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
    welcome = _still_welcome(session=session, members=members, at=at)
    codes: dict[Holder, int] = {}
    for holder in holders:
        if not _stands(member=members.get(holder.member_id), session_data=data.get(holder.session_key, {})):
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
