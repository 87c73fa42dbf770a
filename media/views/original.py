"""The file as it was uploaded, for those who author with it: whole or in ranges, always as a download."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from media import storage
from media.api.assets import asset_in_scope
from media.sending import chosen_range
from media.stores import the_store
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_safe
def original(request: MemberRequest, asset_id: str) -> HttpResponseBase:
    """Never shown in the browser: what was uploaded may be anything, and it would run as a page of ours."""
    asset = asset_in_scope(request, asset_id)
    name = storage.original_name(asset.store_key)
    file = the_store().facts(name) if asset.received == asset.size else None
    if file is None:
        raise NotFound
    wanted = request.headers.get("Range", "")
    first, last = chosen_range(wanted, file.size)
    response: HttpResponseBase
    if first > last:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
    else:
        partial = wanted != "" and (first, last) != (0, file.size - 1)
        body = _body(request, name, first, last)
        response = StreamingHttpResponse(body, status=206 if partial else 200)
        response["Content-Length"] = str(last - first + 1)
        if partial:
            response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=asset.file_name or asset.public_id
        )
    response["Content-Type"] = "application/octet-stream"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    return response


def _body(request: MemberRequest, name: str, first: int, last: int) -> Iterator[bytes]:
    return iter(()) if request.method == "HEAD" else the_store().read(name, first=first, last=last)
