"""What the clock mends."""

from __future__ import annotations

import pytest

from media import storage, workspace
from media.models import Asset, AssetState
from media.services import begin_upload, receive_chunk
from media.services.sweeping import finish_arrived
from media.tasks import process_asset, sweep
from tests.media.places import original_of


@pytest.fixture
def arrived(instructor, economics, at) -> Asset:
    """All bytes are there, but the process died before it could say so."""
    asset = begin_upload(organisation=economics, member=instructor, filename="x.mp4", size=4, at=at)
    receive_chunk(asset=asset, offset=0, chunks=[b"01"], at=at)
    with workspace.upload_path(asset.public_id).open("ab") as file:
        file.write(b"23")
    Asset.objects.filter(pk=asset.pk).update(received=4)
    asset.refresh_from_db()
    return asset


def test_an_upload_whose_last_byte_arrived_before_a_crash_is_stored(arrived, at):
    assert finish_arrived(at=at) == 1
    arrived.refresh_from_db()
    assert arrived.state == AssetState.STORED
    assert original_of(arrived) == b"0123"


def test_a_crash_between_moving_the_file_and_the_commit_is_mended(arrived, at):
    storage.keep_original(arrived.store_key, workspace.upload_path(arrived.public_id))
    assert finish_arrived(at=at) == 1
    arrived.refresh_from_db()
    assert arrived.state == AssetState.STORED


def test_a_client_that_comes_back_to_such_an_upload_stores_it(arrived, at):
    assert receive_chunk(asset=arrived, offset=4, chunks=[], at=at).state == AssetState.STORED


@pytest.mark.django_db(transaction=True)
def test_a_lost_hint_costs_a_minute_and_no_work(store, tmp_path, monkeypatch):
    (tmp_path / "x.mp4").write_bytes(b"not a video")
    with monkeypatch.context() as broker_is_away:
        broker_is_away.setattr(process_asset, "delay", lambda asset_id: 1 / 0)
        asset = store(tmp_path / "x.mp4")
    assert asset.state == AssetState.STORED
    assert sweep() == 1
    asset.refresh_from_db()
    assert asset.state == AssetState.FAILED


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_prepared_at_once(store, clips):
    asset = store(clips("talk.mp3"))
    asset.refresh_from_db()
    assert asset.state == AssetState.READY
