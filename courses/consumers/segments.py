"""Playable files, natively on ASGI: /play/<lecture id>/<asset id>/<file name>; authors also /play/<asset>/<asset>/….

Every request is checked against the live sign-in. What a sign-in may play is remembered for a minute at most, so a
pause longer than any signature still plays, and a sign-out stops the next segment (DESIGN §2.3).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from courses.models import Lecture
from courses.permissions import can_edit_course, can_read_draft
from courses.pictures import shows_picture
from courses.services import require_open
from media import playback
from media.models import Asset
from media.permissions import can_author_asset
from school.accounts.sessions import SignIn, member_of_session_cookie
from school.errors import Forbidden, NotFound, SchoolError, Unauthenticated
from school.organisation.authority import authority_of
from school.organisation.models import Member

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

GRANTED_FOR = timedelta(seconds=60)
_ADDRESS = re.compile(r"/play/(?P<lecture>[\w-]{12})/(?P<asset>[\w-]{12})/(?P<name>[\w./-]+)")


async def segments_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request: the file, or problem+json with 403 (signed out) or 404 (a stranger, or nothing there)."""
    try:
        given, name = await _admit(scope)
    except SchoolError as refused:
        await _refuse(send, refused)
    else:
        await playback.send_file(scope, receive, send, given=given, name=name)


async def _admit(scope: Scope) -> tuple[playback.Grant, str]:
    found = _ADDRESS.fullmatch(scope["path"])
    if found is None or scope["method"] not in {"GET", "HEAD"}:
        raise NotFound
    sign_in = await member_of_session_cookie(dict(scope))
    if sign_in is None:
        raise SignedOut
    ask = sync_to_async(_grant, thread_sensitive=False)
    given = await ask(sign_in, found["lecture"], found["asset"], timezone.now())
    return given, found["name"]


class SignedOut(Unauthenticated):
    """403, not 401: a browser's media element cannot sign in, and must stop asking."""

    status = 403


def _grant(sign_in: SignIn, lecture_id: str, asset_id: str, at: datetime) -> playback.Grant:
    """The grant that this sign-in holds, or a fresh one. Raises NotFound or GateClosed."""
    session_key, member_id = sign_in.session_key, sign_in.member_id
    try:
        given = playback.granted(asset_id=asset_id, session_key=session_key, member_id=member_id, at=at)
        if given is None:
            asset = _playable(sign_in, lecture_id, asset_id, at)
            until = at + GRANTED_FOR
            given = playback.grant(asset=asset, session_key=session_key, member_id=member_id, until=until)
        return given
    finally:
        close_old_connections()


def _playable(sign_in: SignIn, lecture_id: str, asset_id: str, at: datetime) -> Asset:
    lecture = Lecture.objects.filter(public_id=lecture_id).select_related("chapter__course__organisation").first()
    asset = Asset.objects.filter(public_id=asset_id).select_related("organisation").first()
    if asset is not None and lecture_id == asset_id:
        return _for_its_author(sign_in, asset, at)
    if lecture is None or asset is None:
        raise NotFound
    member = Member.objects.get(pk=sign_in.member_id)
    authority = authority_of(member, at=at)
    # A member who began before a recording was replaced finishes with the one she began with.
    was_shown = lecture.revisions.filter(Q(asset=asset) | Q(deck=asset)).exists()
    if can_edit_course(authority, lecture.chapter.course) or can_read_draft(authority, lecture.chapter.course):
        was_shown = was_shown or shows_picture(lecture, asset, draft=True)
        if not was_shown and asset.pk not in {lecture.asset_id, lecture.deck_id}:
            raise NotFound
        return asset
    require_open(member=member, authority=authority, lecture=lecture, at=at)
    if not (was_shown or shows_picture(lecture, asset, draft=False)):
        raise NotFound
    return asset


def _for_its_author(sign_in: SignIn, asset: Asset, at: datetime) -> Asset:
    """In the studio a recording is played by itself, as while its captions are written: it stands for its lecture."""
    member = Member.objects.get(pk=sign_in.member_id)
    if not can_author_asset(authority_of(member, at=at), asset):
        raise NotFound
    return asset


async def _refuse(send: Send, refused: SchoolError) -> None:
    body = orjson.dumps(
        {"type": "about:blank", "title": refused.code, "status": refused.status, "code": refused.code}
        | ({"detail": refused.detail} if isinstance(refused, Forbidden) else {})
    )
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
