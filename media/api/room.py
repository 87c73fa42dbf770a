"""What a page asks before it sends the first byte of a file."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema

from media.api.assets import router
from media.models import Asset
from media.permissions import place_of_uploads
from media.quota import quota_of
from media.tus_headers import metadata

MOST_SHOWN = 50


class UnfinishedUpload(Schema):
    """An upload of the asker's own that can be continued. `modified` is what the browser said of the file then."""

    url: str
    file_name: str
    size: int
    received: int
    modified: str
    organisation: str
    expires_at: datetime


class UploadRoom(Schema):
    """Bytes: the largest single file, and what is left of the organisation's room."""

    organisation: str
    largest: int
    free: int
    unfinished: list[UnfinishedUpload]


@router.get("/upload-room", response=UploadRoom, url_name="upload_room")
def upload_room(request: HttpRequest, organisation: str = "") -> UploadRoom:
    """For the organisation named, else the first that the asker may author for."""
    place = place_of_uploads(request.authority, organisation)  # type: ignore[attr-defined]  # set by the middleware
    begun = Asset.objects.begun_by(request.user.pk, at=request.at)[:MOST_SHOWN]  # type: ignore[attr-defined,arg-type]  # likewise
    return UploadRoom(
        organisation=place.public_id,
        largest=settings.UPLOAD_MAX_BYTES,
        free=quota_of(place).free,
        unfinished=[_unfinished(asset) for asset in begun],
    )


def _unfinished(asset: Asset) -> UnfinishedUpload:
    assert asset.expires_at is not None  # a constraint of the table: what is uploading expires
    return UnfinishedUpload(
        url=reverse("media:tus_upload", kwargs={"asset_id": asset.public_id}),
        file_name=asset.file_name,
        size=asset.size,
        received=asset.received,
        modified=metadata(asset.upload_metadata).get("modified", ""),
        organisation=asset.organisation.public_id,
        expires_at=asset.expires_at,
    )
