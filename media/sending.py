"""Answers over plain ASGI: bytes in ranges, no Django handler in between, nothing large held in memory."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

from media.stores import StoredFile, the_store

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


async def send_stored(scope: Scope, receive: Receive, send: Send, *, file: StoredFile, headers: Headers) -> None:
    """A file of the store: whole, one range of it, or word that the browser has it already (RFC 9110 §13, §14)."""
    etag = f'"{int(file.changed_at.timestamp() * 1_000_000):x}-{file.size:x}"'
    asked = {key.lower(): value.decode("latin-1") for key, value in scope.get("headers", ())}
    facts = [*headers, (b"etag", etag.encode()), (b"accept-ranges", b"bytes")]
    if etag in asked.get(b"if-none-match", ""):
        await answer(send, 304, facts)
        return
    wanted = asked.get(b"range", "") if asked.get(b"if-range", etag) == etag else ""
    first, last = chosen_range(wanted, file.size)
    if first > last and file.size:
        await answer(send, 416, [*facts, (b"content-range", f"bytes */{file.size}".encode())])
        return
    partial = _RANGE.fullmatch(wanted) is not None and file.size > 0
    facts.append((b"content-length", str(last - first + 1).encode()))
    if partial:
        facts.append((b"content-range", f"bytes {first}-{last}/{file.size}".encode()))
    await send({"type": "http.response.start", "status": 206 if partial else 200, "headers": facts})
    if scope["method"] == "HEAD" or not file.size:
        await send({"type": "http.response.body", "body": b""})
    else:
        await _pour(receive, send, the_store().read(file.name, first=first, last=last))


async def send_text(scope: Scope, send: Send, *, body: bytes, headers: Headers) -> None:
    """Something small that stands in memory."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def answer(send: Send, status: int, headers: Headers) -> None:
    """An answer without a body."""
    length = [] if status == 304 else [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": b""})


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


async def _pour(receive: Receive, send: Send, pieces: Iterator[bytes]) -> None:
    """Send the bytes piece by piece, and stop reading when the client has gone."""
    gone = asyncio.ensure_future(_wait_for_disconnect(receive))
    try:
        while not gone.done() and (piece := await asyncio.to_thread(next, pieces, b"")):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        await asyncio.to_thread(_close, pieces)


def _close(pieces: Iterator[bytes]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
