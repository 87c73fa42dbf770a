"""A whole file in the media library that nothing uses yet, and an upload that was begun."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from media.services import begin_upload, receive_chunk
from school.organisation.models import Organisation

if TYPE_CHECKING:
    from tests.contracts.world import World

BYTES = b"no recording, only bytes"


def plant(world: World, at: datetime) -> None:
    """Both belong to the general branch for which the instructor authors."""
    begun, whole = (
        begin_upload(
            organisation=Organisation.objects.get(name="经管总支"),
            member=world.people["instructor"],
            filename=f"{name}.mp4",
            size=len(BYTES),
            at=at,
        )
        for name in ("金丝雀半截", "金丝雀文件")
    )
    receive_chunk(asset=begun, offset=0, chunks=[BYTES[:5]], at=at)
    receive_chunk(asset=whole, offset=0, chunks=[BYTES], at=at)
    world.ids["upload_id"] = whole.public_id
    world.ids["begun_upload_id"] = begun.public_id
    world.canaries.extend(["金丝雀文件", "金丝雀半截"])
