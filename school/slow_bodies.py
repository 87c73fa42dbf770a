"""Bodies that stop arriving, or arrive as a trickle: each would hold the thread that reads it for as long as it likes.

The server in front does this in production (nginx: `client_body_timeout`, and it gathers the bodies of pages); the
embedded home has none. So a request takes a thread only once its first part is here, which is all of nearly every form,
and must go on at a pace that a telephone in a cellar keeps.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

LONGEST_SILENCE_SECONDS = 20.0
"""Shorter than a client's patience: who comes back by another network finds the upload free again."""
GATHERED_BYTES = 2 * 1024**2
"""As much as Django reads of a form before it knows who sends it (DATA_UPLOAD_MAX_MEMORY_SIZE): so whoever is not
signed in holds no thread at all."""
PIECE_TYPE = b"application/offset+octet-stream"
GATHERED_OF_A_PIECE = 256 * 1024
"""Pieces of a file are read only for those who may send them, and are safe only once they are on the disk."""
LEAST_BYTES_A_SECOND = 1024


def hang_up_on_silence(app: App, *, seconds: float = LONGEST_SILENCE_SECONDS) -> App:
    """The same application, called when the body's first part is here, and told that its client has gone when so many
    seconds pass without a byte of the body, or with too few."""

    async def listening(scope: Any, receive: Receive, send: Send) -> None:
        listener = _Listener(receive, seconds)
        gathered = deque(await _gathered(listener, most=_first_part(scope)))

        async def receive_in_time() -> Message:
            return gathered.popleft() if gathered else await listener.hear(pace=LEAST_BYTES_A_SECOND)

        await app(scope, receive_in_time, send)

    return listening


def _first_part(scope: Any) -> int:
    is_piece = (b"content-type", PIECE_TYPE) in scope.get("headers", ())
    return GATHERED_OF_A_PIECE if is_piece else GATHERED_BYTES


async def _gathered(listener: _Listener, *, most: int) -> list[Message]:
    """The messages of the first part: to the end of the body, of the patience, or of what may be kept in memory."""
    messages: list[Message] = []
    size = 0
    while size < most:
        message = await listener.hear()
        messages.append(message)
        size += len(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return messages


class _Listener:
    """What a client says, as long as it says enough. Only time spent waiting for it counts, never our own slowness."""

    def __init__(self, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._seconds = seconds
        self._waited = 0.0
        self._brought = 0
        self._gone = False

    async def hear(self, *, pace: float = 0) -> Message:
        """The next message; `http.disconnect` once there was silence, or less than `pace` bytes a second."""
        if self._gone:
            return {"type": "http.disconnect"}
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            message = await asyncio.wait_for(self._receive(), self._seconds)
        except TimeoutError:
            self._gone = True
            return {"type": "http.disconnect"}
        self._waited += clock() - began
        self._brought += len(message.get("body", b""))
        if self._waited >= self._seconds:
            self._gone = message.get("more_body", False) and self._brought < pace * self._waited
            self._waited, self._brought = 0.0, 0
        return message
