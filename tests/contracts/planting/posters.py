"""A frame of the recording to choose, which only its authors may see before it plays."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from media.models import Asset
from tests.media.places import publish_files

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """One candidate of the recording's edition."""
    asset = Asset.objects.get(public_id=world.ids["asset_id"])
    Asset.objects.filter(pk=asset.pk).update(posters=1)
    publish_files(asset, {"poster-1.jpg": "金丝雀画面"})
    world.ids["poster"] = "1"
    world.canaries.append("金丝雀画面")
