"""The reference of uploads: a server that does nothing but write the body of a PUT into a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

TARGET = Path(os.environ["PUT_TARGET"])


async def application(scope: Any, receive: Any, send: Any) -> None:
    """For `uvicorn tests.benchmarks.putting:application`."""
    if scope["type"] != "http":
        return
    with TARGET.open("wb") as file:  # noqa: ASYNC230 - it serves one request at a time
        more = True
        while more:
            message = await receive()
            file.write(message.get("body", b""))
            more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})
