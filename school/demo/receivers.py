"""The demo listens for its films to become playable."""

from __future__ import annotations

from media.events import AssetPublished
from school.demo.showing import publish_film
from school.events.announcing import listens_to


@listens_to(AssetPublished)
def publish_waiting_film(event: AssetPublished) -> None:
    """A film of a written course can be played: its course shows it from now on."""
    publish_film(asset_id=event.asset_id, at=event.at)
