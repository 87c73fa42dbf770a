"""Segments a second: from the socket process itself, through nginx once it has agreed, and from nginx alone."""

from __future__ import annotations

import http.client
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - the set-up comes first
from django.utils import timezone  # noqa: E402

from media import storage  # noqa: E402
from media.stores import the_store  # noqa: E402
from school.organisation.models import Organisation  # noqa: E402
from tests.attacks.forging import Device  # noqa: E402
from tests.benchmarks.people import of_role  # noqa: E402
from tests.benchmarks.table import Row  # noqa: E402
from tests.progress.recordings import publish_course_of  # noqa: E402
from tests.services.programs import answers, find_program, free_port, running, wait_until  # noqa: E402

SEGMENT_BYTES, SEGMENTS = 400_000, 600
CLIENTS, WARMING = 8, 40
ACCEL = "/protected-assets/"
SOCKETS = [sys.executable, "-m", "uvicorn", "school.asgi:application", "--loop", "uvloop", "--http", "httptools"]


def main() -> None:
    """The same segment by three ways, one after another on the same machine."""
    college = Organisation.objects.get(parent=None)
    author = of_role("instructor")
    (lecture,) = publish_course_of(
        owner=college, author=author, audience=college, at=timezone.now(), durations_ms=[600_000], title="放映"
    )
    asset = lecture.asset
    assert asset is not None
    place = f"{asset.edition}/v360/part_00000.m4s"
    _put(f"{storage.PUBLISHED}/{asset.store_key}/{place}")
    cookie = f"{settings.SESSION_COOKIE_NAME}={Device.sign_in(author).session_key}"
    address = f"/play/{lecture.public_id}/{asset.public_id}/{place}"
    with _topology() as (own, accelerated, nginx):
        alone = _rate(nginx, f"/bare/{asset.store_key}/{place}", cookie)
        for what, port in (("from the socket process itself", own), ("through nginx (X-Accel-Redirect)", accelerated)):
            rate = _rate(port, address, cookie)
            Row(f"segments of 400 kB a second {what}", f"{rate:.0f} ({rate / alone:.2f} × nginx alone)").hand_in()
        Row("segments of 400 kB a second from nginx alone, asking nobody", f"{alone:.0f}").hand_in()


def _put(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "segment"
        path.write_bytes(os.urandom(SEGMENT_BYTES))
        the_store().put_file(name, path)


@contextmanager
def _topology() -> Iterator[tuple[int, int, int]]:
    """Ports: a socket process that sends by itself, nginx before one that only agrees, and the same nginx."""
    own, behind, front = free_port(), free_port(), free_port()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for port, prefix in ((own, ""), (behind, ACCEL)):
            command = [*SOCKETS, "--port", str(port), "--no-access-log", "--log-level", "warning"]
            changed = os.environ | {"ACCEL_PREFIX": prefix}
            stack.enter_context(running(command, log=folder / f"{port}.log", env=changed))
        (folder / "nginx.conf").write_text(_nginx(folder, front, behind), encoding="utf-8")
        nginx = [find_program("nginx", package="nginx-light"), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
        stack.enter_context(running(nginx, log=folder / "nginx.log"))
        for port in (own, behind, front):
            wait_until(lambda port=port: answers(port), what=f"port {port} answering", seconds=120)
        yield own, front, front


def _nginx(folder: Path, port: int, behind: int) -> str:
    root = the_store().local_path(storage.PUBLISHED)
    return f"""
daemon off; pid {folder}/pid; error_log {folder}/errors warn; worker_processes 1;
{"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream sockets {{ server 127.0.0.1:{behind}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location /play/ {{
      proxy_pass http://sockets; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1;
    }}
    location {ACCEL} {{ internal; alias {root}/; }}
    location /bare/ {{ alias {root}/; }}
  }}
}}
"""


def _rate(port: int, address: str, cookie: str) -> float:
    """Segments a second that some clients get together, each over one connection."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _number: _fetch(port, address, cookie, WARMING // CLIENTS), range(CLIENTS)))
        began = time.perf_counter()
        list(clients.map(lambda _number: _fetch(port, address, cookie, SEGMENTS // CLIENTS), range(CLIENTS)))
        return SEGMENTS / (time.perf_counter() - began)


def _fetch(port: int, address: str, cookie: str, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _time in range(times):
        connection.request("GET", address, headers={"Cookie": cookie, "Host": "127.0.0.1"})
        answer = connection.getresponse()
        if answer.status != 200 or len(answer.read()) != SEGMENT_BYTES:
            raise RuntimeError(f"{address} on port {port} answered {answer.status}")
    connection.close()


if __name__ == "__main__":
    main()
