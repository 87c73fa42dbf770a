"""Handing out published files. media never decides who may see: the edge asks its own rule, then grants here.

Which edition is shown is in the row; a grant carries it, so that it is asked once a minute at most. Playlists and texts
are always answered by us – names in them are relative to their own address – and so is the plain MP4, because browsers
ask for its later ranges at the address they were once sent to, whose signature has lapsed by then. All else comes from
the web server in front (settings.ACCEL_PREFIX), from this process, or from the bucket by an address that lives
settings.SIGNED_SECONDS.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections
from django.utils import timezone
from django.utils.http import content_disposition_header

from media import storage
from media.captions import served_text
from media.documents import form_sent_as
from media.ffmpeg import FALLBACK
from media.models import Asset, AssetKind
from media.sending import Headers, Receive, Scope, Send, answer, send_stored, send_text
from media.stores import the_store

LONGEST_GRANT: Final = timedelta(seconds=60)
NO_STORE: Final = "private, no-store"
ASK_AGAIN: Final = "private, max-age=0, must-revalidate"
"""A browser may keep a segment but has to ask each time whether it may still be shown."""

CONTENT_TYPES: Final = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".bin": "application/octet-stream",
}
TEXTS: Final = {".m3u8", ".vtt"}

_NAME = re.compile(r"[a-z0-9][\w-]*(?:/[a-z0-9][\w-]*){0,2}\.[a-z0-9]{2,4}", re.ASCII)
_CAPTIONS = re.compile(r"captions-(?P<language>[\w-]{2,12})\.vtt", re.ASCII)
_POSTER: Final = "poster.jpg"


@dataclass(frozen=True, slots=True)
class Document:
    """What is handed out as a file: under which name, as which type."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What one sign-in may play until a moment, and where that lies."""

    asset_id: str
    store_key: str
    edition: str
    poster: int
    until: datetime
    document: Document | None = None


def grant(*, asset: Asset, session_key: str, member_id: int, until: datetime) -> Grant:
    """Let one sign-in of one member play the asset until then, a minute at most."""
    latest = min(until, timezone.now() + LONGEST_GRANT)
    given = Grant(asset.public_id, asset.store_key, asset.edition, asset.poster, latest, _document(asset))
    if given.edition:  # What has nothing to play yet is asked again: it may have something in a moment.
        cache.set(_grant_key(asset.public_id, session_key, member_id), given, timeout=LONGEST_GRANT.seconds)
    return given


def _document(asset: Asset) -> Document | None:
    form = form_sent_as(asset.content_type) if asset.kind == AssetKind.DOCUMENT else None
    return Document(form.name_for(asset.file_name), form.content_type) if form else None


def granted(*, asset_id: str, session_key: str, member_id: int, at: datetime) -> Grant | None:
    """The grant of this sign-in that stands, if there is one."""
    given = cache.get(_grant_key(asset_id, session_key, member_id))
    return given if isinstance(given, Grant) and at < given.until else None


def _grant_key(asset_id: str, session_key: str, member_id: int) -> str:
    """Cache keys are seen by whoever runs the cache; a session key would be a sign-in."""
    sign_in = hashlib.sha256(session_key.encode()).hexdigest()
    return f"play:{asset_id}:{member_id}:{sign_in}"


async def send_file(scope: Scope, receive: Receive, send: Send, *, given: Grant, name: str) -> None:
    """Answer a GET or HEAD for one published file; 404 for anything that is not exactly one."""
    captions = _CAPTIONS.fullmatch(name)
    place = place_of(given, name)
    if captions:
        await _send_captions(scope, send, given, captions["language"])
    elif place is None:
        await _nothing(send)
    elif given.document:
        await _send_document(scope, receive, send, given, place)
    elif _lies_elsewhere(given, place) and scope["method"] == "GET":  # a signature is for GET only
        await _send_elsewhere(send, given, place)
    else:
        await _send_here(scope, receive, send, given, place)


def place_of(given: Grant, name: str) -> str | None:
    """`<edition>/<file>` behind an address, by a closed grammar of names: no dots but one, no way out of the folder."""
    if _suffix(name) not in CONTENT_TYPES or not _NAME.fullmatch(name):
        return None
    if "/" in name:
        return name
    if name == _POSTER and given.poster:
        name = f"poster-{given.poster}.jpg"
    return f"{given.edition}/{name}" if given.edition else None


def _lies_elsewhere(given: Grant, place: str) -> bool:
    """Whether the bucket sends this file itself."""
    name = PurePosixPath(place)
    ours = name.suffix in TEXTS or name.name == FALLBACK
    return not ours and storage.local_path(given.store_key, place) is None


async def _send_here(scope: Scope, receive: Receive, send: Send, given: Grant, place: str) -> None:
    name = f"{storage.PUBLISHED}/{given.store_key}/{place}"
    file = await asyncio.to_thread(the_store().facts, name)
    if file is None:
        await _nothing(send)
    elif settings.ACCEL_PREFIX and storage.local_path(given.store_key, place) is not None:
        inside = f"{settings.ACCEL_PREFIX.rstrip('/')}/{given.store_key}/{place}"
        await answer(send, 200, [*_facts(place), (b"x-accel-redirect", inside.encode())])
    else:
        await send_stored(scope, receive, send, file=file, headers=_facts(place))


async def _send_document(scope: Scope, receive: Receive, send: Send, given: Grant, place: str) -> None:
    """Always from here, for the headers' sake: a file of somebody's must be kept, never run as a page of ours."""
    file = await asyncio.to_thread(the_store().facts, f"{storage.PUBLISHED}/{given.store_key}/{place}")
    if file is None or given.document is None:
        await _nothing(send)
        return
    disposition = content_disposition_header(as_attachment=True, filename=given.document.name)
    headers = [
        (b"content-type", given.document.content_type.encode()),
        (b"content-disposition", str(disposition).encode()),
        (b"content-security-policy", b"sandbox; default-src 'none'"),
        (b"cache-control", NO_STORE.encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send_stored(scope, receive, send, file=file, headers=headers)


async def _send_elsewhere(send: Send, given: Grant, place: str) -> None:
    address = storage.presigned(
        given.store_key, place, seconds=settings.SIGNED_SECONDS, content_type=_content_type(place)
    )
    await answer(send, 302, [(b"location", str(address).encode()), (b"cache-control", NO_STORE.encode())])


async def _send_captions(scope: Scope, send: Send, given: Grant, language: str) -> None:
    text = await sync_to_async(_captions, thread_sensitive=False)(given.asset_id, language)
    if text is None:
        await _nothing(send)
    else:
        await send_text(scope, send, body=text.encode(), headers=_facts("captions.vtt"))


def _captions(asset_id: str, language: str) -> str | None:
    try:
        return served_text(asset_id, language)
    finally:
        close_old_connections()


async def _nothing(send: Send) -> None:
    await answer(send, 404, [(b"cache-control", b"no-store")])


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def _content_type(place: str) -> str:
    suffix = _suffix(place)
    return "audio/mp4" if suffix == ".m4s" and "/audio/" in place else CONTENT_TYPES[suffix]


def _facts(place: str) -> Headers:
    keeping = NO_STORE if _suffix(place) == ".m3u8" else ASK_AGAIN
    return [
        (b"content-type", _content_type(place).encode()),
        (b"cache-control", keeping.encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
