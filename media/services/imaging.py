"""A drawn picture becomes what members see."""

from datetime import datetime
from pathlib import Path
from typing import Final

from media.images.making import make_picture
from media.images.picture import Picture
from media.models import Asset, AssetKind
from media.room import for_image
from media.services.bench import Bench
from media.services.claiming import Claim
from media.services.publishing import FINISHED, FULL_LADDER, show_edition

CONTENT_TYPE: Final = "image/webp"


def prepare_image(*, bench: Bench) -> Asset:
    """Draw the picture and show it. Takes a second, so it never waits in a lane."""
    name = f"image-{bench.claim.token}"
    folder = bench.scratch / name
    folder.mkdir()
    bench.require_room(for_image(bench.claim.asset.size))
    made = make_picture(bench.original, folder, bench.pulse.beat)
    return _publish(claim=bench.claim, folder=folder, name=name, made=made, at=bench.clock())


def _publish(*, claim: Claim, folder: Path, name: str, made: Picture, at: datetime) -> Asset:
    known = {"published_level": FULL_LADDER, "kind": AssetKind.IMAGE, "content_type": CONTENT_TYPE}
    return show_edition(
        claim=claim,
        folder=folder,
        name=name,
        renditions=(),
        changes=known | FINISHED | {"facts": made.as_dict(), "finished_at": at},
        write_rows=lambda _asset: None,
        at=at,
    )
