"""How fast a file arrives by tus in the embedded home, beside a plain PUT of the same bytes to a bare server."""

from __future__ import annotations

import http.client
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import django

django.setup()

from tests.benchmarks.browser import CSRF, Browser  # noqa: E402 - the set-up comes first
from tests.benchmarks.homes import ROOT  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.services.programs import answers, free_port, running, wait_until  # noqa: E402

MEGABYTES, ROUNDS = 128, 3
PIECE_BYTES = 4 * 1024 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


def main() -> None:
    """Both in turns over the loopback; the fastest round of each counts."""
    data = secrets.token_bytes(1024 * 1024) * MEGABYTES
    with tempfile.TemporaryDirectory(prefix="school-put-") as name, _servers(Path(name)) as (bare, school):
        cookies = _signed_in()
        plain, tus = [], []
        for _round in range(ROUNDS):
            plain.append(_seconds(lambda: _put(bare, data)))
            tus.append(_seconds(lambda: _carry(school, cookies, data)))
    fast, ours = MEGABYTES / min(plain), MEGABYTES / min(tus)
    Row(
        f"upload of {MEGABYTES} MB by tus in pieces of 4 MiB, embedded server",
        f"{ours:.0f} MB/s, {ours / fast:.2f} × a plain PUT to a bare server ({fast:.0f} MB/s)",
    ).hand_in()


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[int, int]]:
    """Ports of the bare server and of the school."""
    bare, school = free_port(), free_port()
    put = [sys.executable, "-m", "uvicorn", "tests.benchmarks.putting:application", "--port", str(bare)]
    serve = [sys.executable, "manage.py", "serve", "--port", str(school)]
    environment = os.environ | {"PUT_TARGET": str(folder / "put"), "DEMO": "1"}
    with (
        running([*put, "--log-level", "warning"], log=folder / "put.log", env=environment, cwd=ROOT),
        running(serve, log=folder / "serve.log", env=environment, cwd=ROOT),
    ):
        for port in (bare, school):
            wait_until(partial(answers, port), what=f"port {port}", seconds=60)
        yield bare, school


def _signed_in() -> dict[str, str]:
    return {"Cookie": Browser(of_role("instructor")).cookie, "X-CSRFToken": CSRF}


def _seconds(work: Callable[[], None]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _put(port: int, data: bytes) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("PUT", "/file", body=data)
    _require(connection, 204)
    connection.close()


def _carry(port: int, cookies: dict[str, str], data: bytes) -> None:
    """As a client does: announce, one piece after the other on one connection; then tidy up, which is not slow."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/api/uploads/", headers=TUS | cookies | {"Upload-Length": str(len(data))})
    url = _require(connection, 201)
    view = memoryview(data)
    for offset in range(0, len(data), PIECE_BYTES):
        told = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        connection.request("PATCH", url, body=view[offset : offset + PIECE_BYTES], headers=TUS | cookies | told)
        _require(connection, 204)
    connection.request("DELETE", url, headers=TUS | cookies)
    _require(connection, 204)
    connection.close()


def _require(connection: http.client.HTTPConnection, status: int) -> str:
    """The `Location` of an answer that must have this status."""
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != status:
        raise RuntimeError(f"{answer.status}: {body[:500]!r}")
    return answer.getheader("Location", "")


if __name__ == "__main__":
    main()
