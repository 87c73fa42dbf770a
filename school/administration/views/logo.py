"""The institution's logo, for everybody who sees a page of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from school.policies.models import PolicyPicture
from school.policies.reading import policy

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"


@require_safe
def institution_logo(request: HttpRequest) -> HttpResponse:
    """With `?v=` and its digest it may be kept for ever; without, for five minutes."""
    digest = policy("institution.logo")
    if not digest:
        raise Http404
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        picture = PolicyPicture.objects.filter(digest=digest).first()
        if picture is None:
            raise Http404
        response = HttpResponse(bytes(picture.content), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == digest else FOR_A_WHILE
    return response
