"""Captions while they are written: each save says which version it began with."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Schema

from media.api.assets import asset_in_scope, router
from media.models import Caption
from media.services.captioning import save_captions
from school.errors import NotFound


class CaptionText(Schema):
    """What the author has before her. `text` is WebVTT; `version` the one she began with."""

    text: str
    version: int


class SavedCaptions(Schema):
    """What stands now. `remarks` are sentences about what had to be put right."""

    version: int
    cues: int
    remarks: list[str]


@router.put("/assets/{asset_id}/captions/{language}", response=SavedCaptions, url_name="save_captions")
def save(
    request: HttpRequest,
    asset_id: Annotated[str, Path(pattern=r"^[\w-]{12}$")],
    language: Annotated[str, Path(pattern=r"^[\w-]{2,12}$")],
    body: CaptionText,
) -> SavedCaptions:
    """Save a draft; 409 when somebody else saved it since."""
    asset = asset_in_scope(request, asset_id)  # type: ignore[arg-type]  # behind signed_in the request carries authority
    caption = Caption.objects.filter(asset=asset, language=language).first()
    if caption is None:
        raise NotFound
    saved, reading = save_captions(
        caption=caption,
        text=body.text,
        version=body.version,
        by=request.user,  # type: ignore[arg-type]  # likewise
        at=request.at,  # type: ignore[attr-defined]  # set by the middleware
    )
    remarks = [finding.sentence for finding in reading.findings]
    return SavedCaptions(version=saved.version, cues=saved.cues, remarks=remarks)
