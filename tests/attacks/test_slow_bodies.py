"""A few connections that send next to nothing must not hold the few threads that serve everybody's pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from media.intake import OTHER_FIELDS_BYTES
from school.slow_bodies import GATHERED_BYTES, GATHERED_OF_A_PIECE, PIECE_TYPE, hang_up_on_silence

PATIENCE = 0.2
FAST = 0.0
TRICKLE = 0.05


class Unread:
    """A body that nobody may begin to read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("was read")

    readline = read


def heard(
    pieces: Iterable[tuple[float, bytes]], *, kind: bytes = PIECE_TYPE, at_most: int = 200
) -> tuple[list[dict[str, Any]], int]:
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

    scope = {"type": "http", "headers": [(b"content-type", kind)]}
    asyncio.run(hang_up_on_silence(app, seconds=PATIENCE)(scope, receive, None))
    return messages, began[0]


def test_a_form_takes_a_thread_when_it_is_there():
    messages, began = heard([(TRICKLE, b"a"), (TRICKLE, b"b"), (FAST, b"")])
    assert b"".join(message["body"] for message in messages) == b"ab"
    assert began == 3


def test_nothing_that_is_read_of_a_stranger_is_read_by_a_thread(settings):
    """Forms are read before it is asked who sends them: beyond this much they are refused unread."""
    assert GATHERED_BYTES >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert GATHERED_BYTES >= OTHER_FIELDS_BYTES
    _messages, began = heard([(FAST, b"x" * (GATHERED_BYTES - 1)), (TRICKLE, b"y"), (FAST, b"")], kind=b"text/plain")
    assert began == 2


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/api/uploads/", "/studio/uploads/"])
def test_a_stranger_who_announces_a_gigabyte_is_refused_unread(settings, address):
    told = {"CONTENT_LENGTH": str(1024**3), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = stranger.generic("POST", address, **told, **{"wsgi.input": Unread()})
    assert answer.status_code == 400


def test_what_arrived_before_a_silence_is_handed_on_and_then_the_client_has_gone():
    messages, _began = heard([(FAST, b"film")])
    assert [message.get("body") for message in messages] == [b"film", None]
    assert messages[-1] == {"type": "http.disconnect"}


def test_a_trickle_behind_a_fast_beginning_is_cut_off():
    trickle = [(TRICKLE, b"x")] * 100
    messages, began = heard([(FAST, b"x" * GATHERED_OF_A_PIECE), *trickle])
    assert began == 1
    assert messages[-1] == {"type": "http.disconnect"}
    assert len(messages) < 20


@pytest.mark.parametrize("pause", [FAST, TRICKLE])
def test_a_slow_but_steady_upload_arrives_whole(pause):
    pieces = [(FAST, b"x" * GATHERED_OF_A_PIECE), *[(pause, b"y" * 1024)] * 12, (FAST, b"")]
    messages, _began = heard(pieces)
    assert sum(len(message["body"]) for message in messages) == GATHERED_OF_A_PIECE + 12 * 1024
