"""Bodies that stop arriving: a phone that left the building says nothing, and its request would wait for ever.

The server in front does this in production (nginx: `client_body_timeout`); the embedded home has none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

LONGEST_SILENCE_SECONDS = 20.0
"""Shorter than a client's patience: who comes back by another network finds the upload free again."""


def hang_up_on_silence(app: App, *, seconds: float = LONGEST_SILENCE_SECONDS) -> App:
    """The same application, told that its client has gone when so many seconds pass without a byte of the body."""

    async def listening(scope: Any, receive: Receive, send: Send) -> None:
        async def receive_in_time() -> Message:
            try:
                return await asyncio.wait_for(receive(), seconds)
            except TimeoutError:
                return {"type": "http.disconnect"}

        await app(scope, receive_in_time, send)

    return listening
