"""Figures about the machine's work, none about a person's."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from school.operations.serving import is_loopback


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """The Prometheus text form, for whoever holds METRICS_TOKEN, or for this machine itself while none is set."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    # Behind a proxy everybody seems to come from this machine, so production needs the token.
    return settings.HOME == "embedded" and is_loopback(request.META.get("REMOTE_ADDR", ""))
