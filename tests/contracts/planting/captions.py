"""Captions of the recording, with an earlier version, that its authors alone may read as a draft."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from media.models import Asset
from media.services.captioning import import_captions

if TYPE_CHECKING:
    from tests.contracts.world import World

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n金丝雀字幕\n"


def plant(world: World, at: datetime) -> None:
    """A draft and the text it had before."""
    asset = Asset.objects.get(public_id=world.ids["asset_id"])
    for data in (VTT, VTT.replace("字幕", "字幕二")):
        caption = import_captions(
            asset=asset, language="zh-hans", data=data.encode(), by=world.people["instructor"], at=at
        )
    world.ids |= {"language": "zh-hans", "suffix": "vtt", "number": str(caption.versions.get().number)}
    world.canaries.append("金丝雀字幕")
