"""Errors at the edge: a page for people, problem+json for programs, once for everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from school.accounts.late_requests import resume_late
from school.errors import Forbidden, Invalid, NotFound, SchoolError, Unauthenticated
from school.refusals import note_refusal

log = structlog.get_logger(__name__)
PAGES = {403: "errors/403.html", 404: "errors/404.html"}


def problem(error: SchoolError, **extra: Any) -> JsonResponse:
    """RFC 9457: `code` is stable, `detail` is for people."""
    body = {
        "type": f"/api/docs#{error.code}",
        "title": error.code.replace("-", " "),
        "status": error.status,
        "code": error.code,
        "detail": error.detail,
        **extra,
    }
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def problem_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Turn a `SchoolError` that no view dealt with into its page.

    A `DataError` says that the database cannot hold what was sent, such as a NUL character: the sender's mistake.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError):
            error = Invalid()
        if not isinstance(error, SchoolError):
            return None
        if isinstance(error, Forbidden):
            note_refusal(request)
        return problem(error) if is_api(request) else error_page(request, error)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django's hook on a function
    return middleware


def error_page(request: HttpRequest, error: SchoolError) -> HttpResponse:
    template = PAGES.get(error.status, "errors/problem.html")
    return render(request, template, {"error": error}, status=error.status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(NotFound()) if is_api(request) else error_page(request, NotFound())


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(Forbidden()) if is_api(request) else error_page(request, Forbidden())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while the exception is still being handled; nothing else logs it."""
    _log_unexpected(request)
    if is_api(request):
        return problem(SchoolError())
    return render(request, "errors/500.html", status=500)


def _log_unexpected(request: HttpRequest, error: Exception | None = None) -> None:
    """With its traceback; by route, because a path may hold what someone typed."""
    match = request.resolver_match
    log.error("unexpected error", route=match.view_name or match.route if match else "unknown", exc_info=error or True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form may be older than the sign-in; then it is held and sent again by its member."""
    if is_api(request):
        return problem(Forbidden())
    return resume_late(request) or render(request, "errors/csrf.html", status=403)


def install(api: NinjaAPI) -> None:
    """Map every exception an operation can raise to problem+json."""

    def school_error(request: HttpRequest, error: SchoolError) -> HttpResponse:
        return problem(error)

    def validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"where": ".".join(map(str, item["loc"])), "what": item["msg"]} for item in error.errors]
        return problem(Invalid(), fields=fields)

    def authentication(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(Unauthenticated())

    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(NotFound())

    def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(Forbidden())

    def unusable(request: HttpRequest, error: RequestDataTooBig | DataError) -> HttpResponse:
        return problem(Invalid())

    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        by_status = {403: Forbidden(), 404: NotFound(), 401: Unauthenticated()}
        return problem(by_status.get(error.status_code, Invalid()))

    def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        _log_unexpected(request, error)
        return problem(SchoolError(), reference=_("Please tell the administrator when it happened."))

    for kind, handler in (
        (SchoolError, school_error),
        (ValidationError, validation),
        (AuthenticationError, authentication),
        (Http404, missing),
        (PermissionDenied, denied),
        (RequestDataTooBig, unusable),
        (DataError, unusable),
        (HttpError, http_error),
        (Exception, unexpected),
    ):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]  # each handler takes its own type
