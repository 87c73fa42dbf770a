"""tus 1.0.0 (core, creation, creation-with-upload, termination, expiration) at /api/uploads/.

The body of a request is read as it comes and never as a whole. https://tus.io/protocols/resumable-upload
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from media.errors import TusHeaderUnreadable, TusVersionUnknown, UploadGone, UploadOverflow, WrongPieceType
from media.models import Asset, AssetState
from media.permissions import place_of_uploads
from media.services import begin_upload, cancel_upload, receive_chunk
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError, Unauthenticated
from school.problems import problem

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,termination,expiration"
PIECE_TYPE: Final = "application/offset+octet-stream"
READ_BYTES: Final = 256 * 1024
LARGEST_METADATA: Final = 4096

View = Callable[..., HttpResponse]


def uploads(request: MemberRequest) -> HttpResponse:
    """The collection: OPTIONS tells what is spoken here, POST announces a file."""
    return _speak_tus(request, {"POST": _create})


def upload(request: MemberRequest, asset_id: str) -> HttpResponse:
    """One upload: HEAD tells how far it is, PATCH continues it, DELETE gives it up."""
    return _speak_tus(request, {"HEAD": _tell, "PATCH": _continue, "DELETE": _give_up}, asset_id=asset_id)


def _speak_tus(request: MemberRequest, verbs: dict[str, View], **address: str) -> HttpResponse:
    """What holds for every request of the protocol: version, sign-in, problems in words, its headers on the answer."""
    method = request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else ""
    verb = verbs.get(method or request.method or "")
    if request.method == "OPTIONS":
        response = HttpResponse(status=200)
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = str(settings.UPLOAD_MAX_BYTES)
    elif verb is None:
        response = HttpResponse(status=405, headers={"Allow": ", ".join(["OPTIONS", *verbs])})
    else:
        try:
            _require_version_and_sign_in(request)
            response = verb(request, **address)
        except SchoolError as refused:
            response = problem(refused)
    response["Tus-Resumable"] = VERSION
    if request.method == "OPTIONS" or response.status_code == TusVersionUnknown.status:
        response["Tus-Version"] = VERSION
    response.setdefault("Cache-Control", "no-store")
    return response


def _require_version_and_sign_in(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusVersionUnknown
    if not request.user.is_authenticated:
        raise Unauthenticated


def _create(request: MemberRequest) -> HttpResponse:
    size = _whole_number(request, "Upload-Length")
    about = _metadata(request)
    organisation = place_of_uploads(request.authority, about.get("organisation", ""))
    asset = begin_upload(
        organisation=organisation,
        member=request.user,
        filename=about.get("filename", ""),
        size=size,
        at=request.at,
    )
    if request.headers.get("Content-Type", "") == PIECE_TYPE:
        asset = receive_chunk(asset=asset, offset=0, chunks=_body(request, room=size), at=request.at)
    response = HttpResponse(status=201)
    response["Location"] = reverse("media:tus_upload", kwargs={"asset_id": asset.public_id})
    return _with_progress(response, asset)


def _tell(request: MemberRequest, asset_id: str) -> HttpResponse:
    asset = _own_upload(request, asset_id)
    response = HttpResponse(status=200)
    response["Upload-Length"] = str(asset.size)
    return _with_progress(response, asset)


def _continue(request: MemberRequest, asset_id: str) -> HttpResponse:
    if request.headers.get("Content-Type", "") != PIECE_TYPE:
        raise WrongPieceType
    offset = _whole_number(request, "Upload-Offset")
    asset = _own_upload(request, asset_id)
    chunks = _body(request, room=asset.size - offset)
    return _with_progress(
        HttpResponse(status=204), receive_chunk(asset=asset, offset=offset, chunks=chunks, at=request.at)
    )


def _give_up(request: MemberRequest, asset_id: str) -> HttpResponse:
    cancel_upload(asset=_own_upload(request, asset_id))
    return HttpResponse(status=204)


def _with_progress(response: HttpResponse, asset: Asset) -> HttpResponse:
    response["Upload-Offset"] = str(asset.received)
    if asset.expires_at is not None:
        response["Upload-Expires"] = http_date(asset.expires_at.timestamp())
    return response


def _own_upload(request: MemberRequest, asset_id: str) -> Asset:
    """Only the uploader knows of an upload; 410 once it has been given up or failed."""
    asset = Asset.objects.uploading_by(request.user.pk).filter(public_id=asset_id).first()
    if asset is None:
        raise NotFound
    if asset.state == AssetState.FAILED or (asset.expires_at and asset.expires_at <= request.at):
        raise UploadGone
    return asset


def _whole_number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise TusHeaderUnreadable(header=header)
    return int(value)


def _metadata(request: HttpRequest) -> dict[str, str]:
    """`Upload-Metadata`: comma-separated pairs of a key and a Base64 value, which may be missing."""
    header = request.headers.get("Upload-Metadata", "")
    if len(header) > LARGEST_METADATA:
        raise TusHeaderUnreadable(header="Upload-Metadata")
    pairs = {}
    for pair in filter(None, (piece.strip() for piece in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            pairs[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as reason:
            raise TusHeaderUnreadable(header="Upload-Metadata") from reason
    return pairs


def _body(request: HttpRequest, *, room: int) -> Iterator[bytes]:
    """The request's body in pieces. Refused before the first byte when it announces more than there is room for.

    A body of unannounced length never gets through WSGI: better to say so than to take nothing without a word.
    """
    if "Transfer-Encoding" in request.headers:
        raise TusHeaderUnreadable(header="Content-Length")
    announced = request.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > max(0, room):
        raise UploadOverflow
    return iter(lambda: request.read(READ_BYTES), b"")
