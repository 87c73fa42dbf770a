"""What fits players can be watched at once; the full ladder follows without breaking anybody's playback."""

from __future__ import annotations

from datetime import timedelta

import pytest

from media import pipeline, storage
from media.models import Asset, AssetState
from media.running import Interrupted
from media.services import prepare_asset
from media.services.sweeping import clear_superseded
from school.events.models import EventRecord
from tests.media.places import shown

pytestmark = pytest.mark.ffmpeg


def files_named_by(playlist):
    """A master names its edition's folder, beside which it is answered; the others name what lies beside them."""
    home = playlist.parent.parent if playlist.name == "master.m3u8" else playlist.parent
    return [home / line for line in playlist.read_text().splitlines() if line and not line.startswith("#")]


@pytest.fixture
def half_way(store, clips, monkeypatch) -> Asset:
    """An asset whose worker stopped after the first publication."""

    def stop(*args, **options):
        raise Interrupted

    with monkeypatch.context() as stopping:
        stopping.setattr(pipeline, "make_ladder", stop)
        asset = store(clips("fitting.mp4"))
        prepare_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    return asset


def test_what_fits_is_playable_before_the_ladder_is_made(half_way):
    assert (half_way.state, half_way.published_level, half_way.playable) == (AssetState.STORED, 1, True)
    assert [(r.name, r.copied) for r in half_way.renditions.order_by("name")] == [("audio", True), ("v540", True)]
    (media_playlist,) = files_named_by(shown(half_way, "master.m3u8"))
    assert all(path.is_file() for path in files_named_by(media_playlist))


def test_who_watches_the_first_edition_can_finish_it(half_way):
    (first_edition,) = files_named_by(shown(half_way, "master.m3u8"))
    ready = prepare_asset(asset_id=half_way.pk)
    assert (ready.state, ready.published_level) == (AssetState.READY, 2)
    assert all(path.is_file() for path in files_named_by(first_edition))
    clear_superseded(at=ready.finished_at + timedelta(hours=1))
    assert first_edition.is_file()
    clear_superseded(at=ready.finished_at + timedelta(hours=25))
    assert not first_edition.exists()
    for playlist in files_named_by(shown(ready, "master.m3u8")):
        assert all(path.is_file() for path in files_named_by(playlist))


def test_each_publication_is_announced(half_way):
    prepare_asset(asset_id=half_way.pk)
    announced = EventRecord.objects.filter(kind="media.AssetPublished").order_by("pk")
    assert [(record.payload["asset_id"], record.payload["level"]) for record in announced] == [
        (half_way.pk, 1),
        (half_way.pk, 2),
    ]


def test_the_first_publication_is_not_made_twice(half_way):
    before = half_way.edition
    prepare_asset(asset_id=half_way.pk)
    names = [name for name in storage.editions(half_way.store_key) if name.startswith("level1-")]
    assert names == [before]


def test_what_does_not_fit_waits_for_the_ladder(store, clips, monkeypatch):
    def stop(*args, **options):
        raise Interrupted

    monkeypatch.setattr(pipeline, "make_ladder", stop)
    asset = prepare_asset(asset_id=store(clips("lecture.mp4")).pk)
    assert (asset.published_level, asset.playable) == (0, False)
