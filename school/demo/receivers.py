"""The demo listens for its films and slides to become ready."""

from __future__ import annotations

from media.events import AssetPublished
from school.demo.showing import publish_film
from school.demo.showing_slides import publish_slides
from school.events.announcing import listens_to


@listens_to(AssetPublished)
def publish_waiting_film(event: AssetPublished) -> None:
    """A film of a written course can be played: its course shows it from now on."""
    publish_film(asset_id=event.asset_id, at=event.at)


@listens_to(AssetPublished)
def publish_waiting_slides(event: AssetPublished) -> None:
    """Deck or narration is ready: with the other one, its lecture is shown from now on."""
    publish_slides(asset_id=event.asset_id, at=event.at)
