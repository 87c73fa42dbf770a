"""Handing out published files. media never decides who may see: the edge asks its own rule, then grants here.

`send_file` is plain ASGI: byte ranges, no Django handler in between, nothing read into memory as a whole. With
settings.ACCEL_PREFIX the web server in front sends the bytes (X-Accel-Redirect) and this process only decides.
"""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from media import storage
from media.models import Asset

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LONGEST_GRANT: Final = timedelta(seconds=60)
PIECE_BYTES: Final = 256 * 1024
NO_STORE: Final = "private, no-store"
ASK_AGAIN: Final = "private, max-age=0, must-revalidate"
"""A browser may keep a segment but has to ask each time whether it may still be shown."""

CONTENT_TYPES: Final = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
}
_ASSET_ID = re.compile(r"[\w-]{12}", re.ASCII)
_NAME = re.compile(r"[a-z0-9][\w-]*(?:/[a-z0-9][\w-]*){0,2}\.[a-z0-9]{2,4}", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def grant(*, asset: Asset, session_key: str, member_id: int, until: datetime) -> None:
    """Let one sign-in of one member play the asset until then, a minute at most."""
    latest = min(until, timezone.now() + LONGEST_GRANT)
    cache.set(_grant_key(asset.public_id, session_key, member_id), latest, timeout=LONGEST_GRANT.seconds)


def granted(*, asset_id: str, session_key: str, member_id: int, at: datetime) -> bool:
    """Whether a grant of this sign-in stands."""
    until = cache.get(_grant_key(asset_id, session_key, member_id))
    return isinstance(until, datetime) and at < until


def _grant_key(asset_id: str, session_key: str, member_id: int) -> str:
    """Cache keys are seen by whoever runs the cache; a session key would be a sign-in."""
    sign_in = hashlib.sha256(session_key.encode()).hexdigest()
    return f"play:{asset_id}:{member_id}:{sign_in}"


async def send_file(scope: Scope, receive: Receive, send: Send, *, asset_id: str, name: str) -> None:
    """Answer a GET or HEAD for one published file; 404 for anything that is not exactly one."""
    path = published_file(asset_id, name)
    if path is None:
        await _answer(send, 404, [(b"cache-control", b"no-store")])
    elif settings.ACCEL_PREFIX:
        inside = f"{settings.ACCEL_PREFIX.rstrip('/')}/{asset_id}/{name}"
        await _answer(send, 200, [*_facts(name), (b"x-accel-redirect", inside.encode())])
    else:
        await _send_bytes(scope, receive, send, path, name)


def published_file(asset_id: str, name: str) -> Path | None:
    """The file behind an address, by a closed grammar of names: no dots but one, no way out of the folder."""
    known = Path(name).suffix in CONTENT_TYPES and _NAME.fullmatch(name) and _ASSET_ID.fullmatch(asset_id)
    path = storage.published_path(asset_id, name)
    return path if known and path.is_file() else None


async def _send_bytes(scope: Scope, receive: Receive, send: Send, path: Path, name: str) -> None:
    status_of_file = await asyncio.to_thread(path.stat)
    size = status_of_file.st_size
    etag = f'"{status_of_file.st_mtime_ns:x}-{size:x}"'
    asked = {key.lower(): value.decode("latin-1") for key, value in scope.get("headers", ())}
    facts = [*_facts(name), (b"etag", etag.encode()), (b"accept-ranges", b"bytes")]
    if etag in asked.get(b"if-none-match", ""):
        await _answer(send, 304, facts)
        return
    wanted = asked.get(b"range", "") if asked.get(b"if-range", etag) == etag else ""
    first, last = chosen_range(wanted, size)
    if first > last and size:
        await _answer(send, 416, [*facts, (b"content-range", f"bytes */{size}".encode())])
        return
    partial = _RANGE.fullmatch(wanted) is not None and size > 0
    facts.append((b"content-length", str(last - first + 1).encode()))
    if partial:
        facts.append((b"content-range", f"bytes {first}-{last}/{size}".encode()))
    await send({"type": "http.response.start", "status": 206 if partial else 200, "headers": facts})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
    else:
        await _pour(receive, send, path, first, last)


def chosen_range(wanted: str, size: int) -> tuple[int, int]:
    """First and last byte of a Range header, the whole for none or several; first > last means not satisfiable."""
    found = _RANGE.fullmatch(wanted)
    if found is None or (not found[1] and not found[2]):
        return 0, size - 1
    if not found[1]:
        return (max(0, size - int(found[2])), size - 1) if int(found[2]) else (size, size - 1)
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return (first, last) if first <= last and first < size else (size, size - 1)


async def _pour(receive: Receive, send: Send, path: Path, first: int, last: int) -> None:
    """Send the bytes piece by piece, and stop reading when the client has gone."""
    gone = asyncio.ensure_future(_wait_for_disconnect(receive))
    try:
        file = await asyncio.to_thread(path.open, "rb")
        try:
            await asyncio.to_thread(file.seek, first)
            left = last - first + 1
            while left > 0 and not gone.done():
                piece = await asyncio.to_thread(file.read, min(PIECE_BYTES, left))
                left = left - len(piece) if piece else 0
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
            if last < first:
                await send({"type": "http.response.body", "body": b""})
        finally:
            file.close()
    finally:
        gone.cancel()


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _facts(name: str) -> Headers:
    suffix = Path(name).suffix
    keeping = NO_STORE if suffix == ".m3u8" else ASK_AGAIN
    kind = "audio/mp4" if suffix == ".m4s" and "/audio/" in name else CONTENT_TYPES[suffix]
    return [
        (b"content-type", kind.encode()),
        (b"cache-control", keeping.encode()),
        (b"x-content-type-options", b"nosniff"),
    ]


async def _answer(send: Send, status: int, headers: Headers) -> None:
    length = [] if status == 304 else [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": b""})
