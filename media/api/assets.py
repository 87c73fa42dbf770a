"""How an upload fares, for the page that waits for it."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema

from media.models import Asset
from school.accounts.requests import MemberRequest
from school.errors import NotFound

router = Router(tags=["media"])


class AssetStatus(Schema):
    """The state of one asset. `failure`, `delay` and `remaining` are sentences in the reader's language, or empty."""

    id: str = Field(alias="public_id")
    title: str
    kind: str
    state: str
    state_label: str = Field(alias="get_state_display")
    progress_percent: int
    received: int
    size: int
    duration_ms: int | None
    playable: bool
    failure_code: str
    failure: str = Field(alias="failure_sentence")
    delay: str = Field(alias="delay_sentence")
    remaining_seconds: int | None
    remaining: str = Field(alias="remaining_sentence")


@router.get("/assets/{asset_id}", response=AssetStatus, url_name="asset")
def asset_status(request: HttpRequest, asset_id: Annotated[str, Path(pattern=r"^[\w-]{12}$")]) -> Asset:
    """State and progress of an asset of an organisation that the asker may author for."""
    return asset_in_scope(request, asset_id)  # type: ignore[arg-type]  # behind signed_in the request carries authority


def asset_in_scope(request: MemberRequest, asset_id: str) -> Asset:
    """404 for strangers, be the asset there or not."""
    found = Asset.objects.authorable_by(request.authority).select_related("organisation")
    asset = found.filter(public_id=asset_id).first()
    if asset is None:
        raise NotFound
    return asset
