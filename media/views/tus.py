"""tus 1.0.0 (core, creation, creation-with-upload, termination, expiration, checksum) at /api/uploads/.

The body of a request is read as it comes and never as a whole. https://tus.io/protocols/resumable-upload
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils.http import http_date

from media import tus_headers
from media.errors import MayNotUpload, TusLengthDeferred, TusVersionUnknown, UploadGone, UploadOverflow, WrongPieceType
from media.models import Asset, AssetState
from media.permissions import can_author_asset, place_of_uploads
from media.services import begin_upload, cancel_upload, delete_asset, receive_chunk
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError, Unauthenticated
from school.organisation.acting import act_in_office
from school.organisation.authority import Right
from school.problems import problem

READ_BYTES: Final = 256 * 1024
HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Which Django asks no token for (RFC 9110, section 9.2.1)."""

View = Callable[..., HttpResponse]


def uploads(request: MemberRequest) -> HttpResponse:
    """The collection: OPTIONS tells what is spoken here, POST announces a file."""
    return _speak_tus(request, {"POST": _create})


def upload(request: MemberRequest, asset_id: str) -> HttpResponse:
    """One upload: HEAD tells how far it is, PATCH continues it, DELETE gives it up."""
    return _speak_tus(request, {"HEAD": _tell, "PATCH": _continue, "DELETE": _give_up}, asset_id=asset_id)


def _speak_tus(request: MemberRequest, verbs: dict[str, View], **address: str) -> HttpResponse:
    """What holds for every request of the protocol: version, sign-in, problems in words, its headers on the answer."""
    method = request.headers.get("X-HTTP-Method-Override") or request.method or ""
    verb = verbs.get(method)
    if method == "OPTIONS":
        response = _capabilities()
    elif verb is None:
        response = HttpResponse(status=405, headers={"Allow": ", ".join(["OPTIONS", *verbs])})
    elif refused := _disguised(request, method):
        response = refused
    else:
        response = _answer(request, verb, address)
    response["Tus-Resumable"] = tus_headers.VERSION
    if method == "OPTIONS" or response.status_code == TusVersionUnknown.status:
        response["Tus-Version"] = tus_headers.VERSION
    response.setdefault("Cache-Control", "no-store")
    return response


def _capabilities() -> HttpResponse:
    response = HttpResponse(status=200)
    response["Tus-Extension"] = tus_headers.EXTENSIONS
    response["Tus-Max-Size"] = str(settings.UPLOAD_MAX_BYTES)
    response["Tus-Checksum-Algorithm"] = ",".join(tus_headers.ALGORITHMS)
    return response


def _disguised(request: MemberRequest, method: str) -> Any:
    """The method named in a header counts, so a GET that means DELETE needs the token that a DELETE needs."""
    if method in HARMLESS or request.method not in HARMLESS:
        return None
    request.method = method
    request.csrf_processing_done = False  # type: ignore[attr-defined]  # set by the middleware for the harmless method
    return CsrfViewMiddleware(lambda _request: HttpResponse()).process_view(request, uploads, (), {})


def _answer(request: MemberRequest, verb: View, address: dict[str, str]) -> HttpResponse:
    try:
        _require_version_and_sign_in(request)
        return verb(request, **address)
    except SchoolError as refused:
        response: HttpResponse = problem(refused)
    if address and request.user.is_authenticated:
        asset = Asset.objects.uploading_by(request.user.pk).filter(public_id=address["asset_id"]).first()
        _set_expiry(response, asset)
    return response


def _require_version_and_sign_in(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != tus_headers.VERSION:
        raise TusVersionUnknown
    if not request.user.is_authenticated:
        raise Unauthenticated


def _create(request: MemberRequest) -> HttpResponse:
    if "Upload-Defer-Length" in request.headers:
        raise TusLengthDeferred
    size = _whole_number(request, "Upload-Length")
    told = request.headers.get("Upload-Metadata", "")
    about = tus_headers.metadata(told)
    checksum = tus_headers.checksum(request.headers.get("Upload-Checksum"))
    organisation = place_of_uploads(request.authority, about.get("organisation", ""))
    with_piece = request.headers.get("Content-Type", "") == tus_headers.PIECE_TYPE
    chunks = _body(request, room=size) if with_piece else iter(())
    asset = begin_upload(
        organisation=organisation,
        member=request.user,
        filename=about.get("filename") or about.get("name", ""),
        size=size,
        metadata=told.strip(),
        at=request.at,
    )
    if with_piece:
        asset = receive_chunk(asset=asset, offset=0, chunks=chunks, checksum=checksum, at=request.at)
    response = HttpResponse(status=201)
    response["Location"] = reverse("media:tus_upload", kwargs={"asset_id": asset.public_id})
    return _with_progress(response, asset)


def _tell(request: MemberRequest, asset_id: str) -> HttpResponse:
    asset = _own_upload(request, asset_id)
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(asset.size)
    if asset.upload_metadata:
        response["Upload-Metadata"] = asset.upload_metadata
    return _with_progress(response, asset)


def _continue(request: MemberRequest, asset_id: str) -> HttpResponse:
    if request.headers.get("Content-Type", "") != tus_headers.PIECE_TYPE:
        raise WrongPieceType
    offset = _whole_number(request, "Upload-Offset")
    checksum = tus_headers.checksum(request.headers.get("Upload-Checksum"))
    asset = _own_upload(request, asset_id)
    if not can_author_asset(request.authority, asset):  # the office may have ended since the upload began
        raise MayNotUpload
    chunks = _body(request, room=asset.size - offset)
    asset = receive_chunk(asset=asset, offset=offset, chunks=chunks, checksum=checksum, at=request.at)
    return _with_progress(HttpResponse(status=204), asset)


def _give_up(request: MemberRequest, asset_id: str) -> HttpResponse:
    """Of a complete file too, while nothing uses it: the protocol ends finished and unfinished uploads alike."""
    asset = _own_upload(request, asset_id)
    if asset.state == AssetState.UPLOADING:
        cancel_upload(asset=asset)
    else:
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.AUTHOR_COURSES,
            path=asset.organisation.path,
            at=request.at,
        )
        delete_asset(asset=asset, act=act)
    return HttpResponse(status=204)


def _with_progress(response: HttpResponse, asset: Asset) -> HttpResponse:
    response["Upload-Offset"] = str(asset.received)
    _set_expiry(response, asset)
    return response


def _set_expiry(response: HttpResponse, asset: Asset | None) -> None:
    if asset is not None and asset.expires_at is not None:
        response["Upload-Expires"] = http_date(asset.expires_at.timestamp())


def _own_upload(request: MemberRequest, asset_id: str) -> Asset:
    """Only the uploader knows of an upload; 410 once its time has run out. What arrived whole stays known."""
    asset = (
        Asset.objects.uploading_by(request.user.pk).select_related("organisation").filter(public_id=asset_id).first()
    )
    if asset is None:
        raise NotFound
    if asset.received < asset.size and (
        asset.state == AssetState.FAILED or (asset.expires_at and asset.expires_at <= request.at)
    ):
        raise UploadGone
    return asset


def _whole_number(request: HttpRequest, header: str) -> int:
    return tus_headers.whole_number(header, request.headers.get(header, ""))


def _body(request: HttpRequest, *, room: int) -> Iterator[bytes]:
    """The request's body in pieces. Refused before the first byte when it announces more than there is room for."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > max(0, room):
        raise UploadOverflow
    # Django reads as much as was announced. A body of unannounced length ends where its server says that it does.
    streamed = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    return _pieces(request.META["wsgi.input"].read if streamed else request.read)


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while True:
        try:
            piece = read(READ_BYTES)
        except (UnreadablePostError, OSError):
            # The client has gone; what it sent before is kept.
            return
        if not piece:
            return
        yield piece
