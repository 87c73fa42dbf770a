"""Opening an address that somebody else wrote, without lending her the server's place in the network.

Only http and https on the ports of the web, 80 and 443; the host is resolved here, **every** address it resolves to
must be public, and the connection goes to one of those very addresses – a second look-up by the library could be
answered differently (DNS rebinding). Redirects are followed by hand, each checked alike. No proxy, no cookies, no
credentials.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore

from courses.models import LinkState

SECONDS = 8.0
"""For each of connecting, sending and reading; a whole address takes at most `SECONDS_IN_ALL`."""
SECONDS_IN_ALL = 20.0
PORTS = frozenset({80, 443})
"""Others belong to services that are not for readers; knocking at them would make the server a scanner."""
MOST_REDIRECTS = 5
MOST_BYTES = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers that say "not like this" to a request for the head alone, or to a program; a browser may still get the page.
TRY_GET = frozenset({400, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
GONE = frozenset({404, 410})
AGENT = b"Mozilla/5.0 (compatible; school-link-check)"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Answer:
    """`status` is the last HTTP status, None where nobody answered."""

    state: LinkState
    status: int | None = None


class NotPublic(Exception):
    """The address leads, or leads on, to a place that is not on the public network, or not to the web at all."""


class _Hurried(httpcore.NetworkStream):
    """A connection that is read until the deadline: a server that drips its headers is never late with any of them."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises ReadTimeout, at the latest when the time for the whole address is over."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return self._inner.read(max_bytes, min(left, SECONDS if timeout is None else timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Hurried(self._inner.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Guarded(httpcore.NetworkBackend):
    """Connects to what it has itself resolved and judged, and to nothing else."""

    def __init__(self, allowed: Callable[[Address], bool], deadline: float) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises NotPublic. TLS still asks for the certificate of `host`: only the connection knows the number."""
        numbers = _resolved(host, port)
        if not all(self._allowed(ipaddress.ip_address(number.split("%")[0])) for number in numbers):
            raise NotPublic
        stream = self._inner.connect_tcp(numbers[0], port, timeout, local_address, socket_options)
        return _Hurried(stream, self._deadline)


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    return [str(where[4][0]) for where in found]


def is_public(address: Address) -> bool:
    """Whether strangers reach it too: neither private, loopback, link-local (metadata), multicast nor reserved."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    teredo = getattr(address, "teredo", None)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved and teredo is None


def look_at(address: str, *, allowed: Callable[[Address], bool] = is_public, ports: Container[int] = PORTS) -> Answer:
    """Ask for the head, and where that says little, for the beginning of the page."""
    deadline = time.monotonic() + SECONDS_IN_ALL
    try:
        with _pool(allowed, deadline) as pool:
            status = _final_status(pool, "HEAD", address, deadline, ports)
            if status in TRY_GET:
                status = _final_status(pool, "GET", address, deadline, ports)
    except NotPublic:
        return Answer(LinkState.REFUSED)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError, ValueError):
        return Answer(LinkState.DEAD)
    # A server that only turns programs away is there; one that says "gone" or has failed is not.
    return Answer(LinkState.DEAD if status in GONE or status >= 500 else LinkState.ALIVE, status)


def _final_status(
    pool: httpcore.ConnectionPool, method: str, address: str, deadline: float, ports: Container[int]
) -> int:
    for _ in range(MOST_REDIRECTS + 1):
        _require_web(address, ports)
        left = max(0.1, min(SECONDS, deadline - time.monotonic()))
        limits = {"connect": left, "read": left, "write": left, "pool": left}
        headers = [(b"user-agent", AGENT), (b"accept", b"*/*"), (b"connection", b"close")]
        with pool.stream(method, _encoded(address), headers=headers, extensions={"timeout": limits}) as response:
            onward = next((value for name, value in response.headers if name.lower() == b"location"), b"")
            if response.status not in REDIRECTS or not onward:
                _read_a_little(response.iter_stream(), deadline)
                return int(response.status)
            address = urljoin(address, onward.decode("latin-1"))
        if time.monotonic() > deadline:
            raise httpcore.ReadTimeout
    raise httpcore.RemoteProtocolError("too many redirects")


def _require_web(address: str, ports: Container[int]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        raise NotPublic
    if (parts.port if parts.port is not None else 443) not in ports:
        raise NotPublic


def _encoded(address: str) -> bytes:
    """Chinese in a host or a path as bytes that travel."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    place = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=f"{place}{port}", fragment="").geturl().encode("utf-8", "surrogatepass")


def _read_a_little(chunks: Iterable[bytes], deadline: float) -> None:
    read = 0
    for chunk in chunks:
        read += len(chunk)
        if read >= MOST_BYTES or time.monotonic() > deadline:
            return


@lru_cache
def _certificates() -> ssl.SSLContext:
    """Reading the authorities takes 20 ms; once is enough."""
    return ssl.create_default_context(cafile=certifi.where())


def _pool(allowed: Callable[[Address], bool], deadline: float) -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(
        ssl_context=_certificates(), max_connections=1, retries=0, network_backend=_Guarded(allowed, deadline)
    )
