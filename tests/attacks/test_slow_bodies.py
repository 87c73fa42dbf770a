"""A few connections that send next to nothing must not hold the few threads that serve everybody's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from school.slow_bodies import GATHERED_BYTES, hang_up_on_silence

PATIENCE = 0.2
FAST = 0.0
TRICKLE = 0.05


def heard(pieces: Iterable[tuple[float, bytes]], *, at_most: int = 200) -> tuple[list[dict[str, Any]], int]:
    """What the application hears of a body, and how many pieces had arrived when it took its thread."""
    waiting = iter(pieces)
    arrived: list[bytes] = []
    messages: list[dict[str, Any]] = []
    began: list[int] = []

    async def receive() -> dict[str, Any]:
        pause, body = next(waiting, (3600.0, b""))
        await asyncio.sleep(pause)
        arrived.append(body)
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        began.append(len(arrived))
        while len(messages) < at_most:
            messages.append(await receive())
            if messages[-1]["type"] == "http.disconnect" or not messages[-1]["more_body"]:
                return

    asyncio.run(hang_up_on_silence(app, seconds=PATIENCE)({"type": "http"}, receive, None))
    return messages, began[0]


def test_a_form_takes_a_thread_when_it_is_there():
    messages, began = heard([(TRICKLE, b"a"), (TRICKLE, b"b"), (FAST, b"")])
    assert b"".join(message["body"] for message in messages) == b"ab"
    assert began == 3


def test_what_arrived_before_a_silence_is_handed_on_and_then_the_client_has_gone():
    messages, _began = heard([(FAST, b"film")])
    assert [message.get("body") for message in messages] == [b"film", None]
    assert messages[-1] == {"type": "http.disconnect"}


def test_a_trickle_behind_a_fast_beginning_is_cut_off():
    trickle = [(TRICKLE, b"x")] * 100
    messages, began = heard([(FAST, b"x" * GATHERED_BYTES), *trickle])
    assert began == 1
    assert messages[-1] == {"type": "http.disconnect"}
    assert len(messages) < 20


@pytest.mark.parametrize("pause", [FAST, TRICKLE])
def test_a_slow_but_steady_upload_arrives_whole(pause):
    pieces = [(FAST, b"x" * GATHERED_BYTES), *[(pause, b"y" * 1024)] * 12, (FAST, b"")]
    messages, _began = heard(pieces)
    assert sum(len(message["body"]) for message in messages) == GATHERED_BYTES + 12 * 1024
