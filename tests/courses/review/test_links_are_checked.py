"""Addresses are opened without lending anybody the server's place in the network: real servers on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from courses import link_checking, link_fetching
from courses.link_fetching import Answer, is_public, look_at
from courses.models import LinkCheck, LinkState
from courses.proofreading.links import digest_of


class Site(BaseHTTPRequestHandler):
    """Answers by the path: /200, /404, /head-405, /to?<address>, /loop, /endless."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self._drip() if self.path == "/drip" else self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _drip(self) -> None:
        """Two seconds of headers, one by one, none of them late; then a good answer."""
        self.send_response(200)
        for number in range(100):
            try:
                self.send_header(f"X-{number}", "x")
                self.flush_headers()
            except OSError:
                return
            time.sleep(0.02)
        self.end_headers()

    def _answer(self, *, body: bool) -> None:
        self.asked.append((self.command, self.path))
        what, _, onward = self.path[1:].partition("?")
        if what in {"to", "loop"}:
            self.send_response(302)
            self.send_header("Location", onward or "/loop")
            self.end_headers()
        elif what == "endless":
            self.send_response(200 if body else 405)
            self.end_headers()
            try:
                for _ in range(100_000):
                    self.wfile.write(b"x" * 4096) if body else None
            except OSError:
                return
        else:
            self.send_response(
                405 if what == "head-405" and not body else int(what[-3:]) if what != "head-405" else 200
            )
            self.end_headers()

    def log_message(self, *args: object) -> None:
        return


@contextmanager
def site(host: str = "127.0.0.1") -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer((host, 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def only_first(address: object) -> bool:
    """As if 127.0.0.1 were on the public network and nothing else."""
    return str(address) == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/200", Answer(LinkState.ALIVE, 200)),
        ("/404", Answer(LinkState.DEAD, 404)),
        ("/403", Answer(LinkState.ALIVE, 403)),
        ("/500", Answer(LinkState.DEAD, 500)),
        ("/head-405", Answer(LinkState.ALIVE, 200)),
        ("/to?/200", Answer(LinkState.ALIVE, 200)),
        ("/to?/404", Answer(LinkState.DEAD, 404)),
        ("/loop", Answer(LinkState.DEAD)),
        ("/to?file:///etc/passwd", Answer(LinkState.REFUSED)),
        ("/to?http://169.254.169.254/latest/meta-data/", Answer(LinkState.REFUSED)),
        ("/to?http://user:word@127.0.0.1/", Answer(LinkState.REFUSED)),
    ],
)
def test_what_a_server_answers(path, expected):
    with site() as base:
        assert look_at(f"{base}{path}", allowed=only_first, ports=range(1, 65_536)) == expected


def test_a_redirect_into_the_own_network_is_not_followed():
    with site("127.0.0.2") as inside:
        inner = f"{inside}/200"
        with site() as outside:
            assert (
                look_at(f"{outside}/to?{inner}", allowed=only_first, ports=range(1, 65_536)).state == LinkState.REFUSED
            )
            assert [path for _method, path in Site.asked] == [f"/to?{inner}"]


def test_a_page_without_end_is_left_after_a_little():
    with site() as base:
        assert look_at(f"{base}/endless", allowed=only_first, ports=range(1, 65_536)) == Answer(LinkState.ALIVE, 200)


def test_a_server_that_drips_its_answer_does_not_hold_the_worker(monkeypatch):
    monkeypatch.setattr(link_fetching, "SECONDS_IN_ALL", 0.3)
    with site() as base:
        assert look_at(f"{base}/drip", allowed=only_first, ports=range(1, 65_536)) == Answer(LinkState.DEAD)


def test_nobody_there():
    with site() as base:
        pass
    assert look_at(f"{base}/200", allowed=only_first, ports=range(1, 65_536)) == Answer(LinkState.DEAD)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "ftp://example.org/",
        "http://u:p@example.org/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "https://example.org:6379/",
        "http://example.org:8080/",
        "http://example.org:0/",
    ],
)
def test_the_own_network_is_never_entered(address):
    assert look_at(address) == Answer(LinkState.REFUSED)


def test_a_name_that_answers_differently_the_second_time_gains_nothing(monkeypatch):
    """DNS rebinding: only the first answer is ever connected to, and one private address among several refuses all."""
    answers = iter([["93.184.216.34", "127.0.0.1"]])
    monkeypatch.setattr(link_fetching, "_resolved", lambda host, port: next(answers))
    assert look_at("http://rebinding.example/") == Answer(LinkState.REFUSED)


@pytest.mark.parametrize(
    ("number", "expected"), [("8.8.8.8", True), ("2001:4860:4860::8888", True), ("fd00::1", False)]
)
def test_which_addresses_are_public(number, expected):
    assert is_public(ip_address(number)) is expected


@pytest.mark.django_db
def test_what_is_due_is_asked_once_and_one_host_at_a_time(at):
    rows = [f"https://{host}.example/{page}" for host in ("a", "b") for page in (1, 2)]
    for address in rows:
        host = address.split("/")[2]
        LinkCheck.objects.create(digest=digest_of(address), address=address, host=host, asked_at=at)
    asked: list[str] = []

    def ask(address: str) -> Answer:
        asked.append(address)
        # Another worker that starts now leaves this host alone.
        if len(asked) == 1:
            link_checking.check_due_links(at=at, ask=lambda other: asked.append(other) or Answer(LinkState.ALIVE, 200))
        return Answer(LinkState.DEAD, 404)

    link_checking.check_due_links(at=at, ask=ask)
    assert [address for address in asked if "a.example" in address][:1] == [rows[0]]
    assert not LinkCheck.objects.due(at=at).exists()
    assert link_checking.check_due_links(at=at, ask=ask) == 0
