"""Is this process alive, and can it do its work?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from school.operations.readiness import failing_parts


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part it needs answers, 503 and the names of the parts that do not otherwise."""
    failing = failing_parts()
    return JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)
