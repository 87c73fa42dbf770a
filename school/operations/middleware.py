"""The access log: which route, how it ended, how long it took – and nothing about who asked or for what."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from school.operations.metrics import REQUEST_SECONDS

log = structlog.get_logger("school.access")
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def access_log_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Name each request, measure it, and hand its name back as `X-Request-ID`, so that a report can be found again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        try:
            response = get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        seconds = time.perf_counter() - started
        route = _route_of(request)
        # Every new label is kept for ever, so nobody may invent one.
        method = request.method if request.method in METHODS else "other"
        REQUEST_SECONDS.labels(method, route, f"{response.status_code // 100}xx").observe(seconds)
        log.info(
            "request",
            request_id=request_id,
            method=method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000),
        )
        response["X-Request-ID"] = request_id
        return response

    return middleware


def _route_of(request: HttpRequest) -> str:
    """The name of the route, never the path: a path may hold what someone typed."""
    match = request.resolver_match
    if match is None:
        return "static" if request.path.startswith("/static/") else "unknown"
    return match.view_name or match.route
