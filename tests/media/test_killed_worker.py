"""`kill -9` while a recording is being prepared costs time and nothing else."""

from __future__ import annotations

import pytest

from media.models import AssetState
from media.services import prepare_asset
from media.services.claiming import claim_asset
from media.stopping import stop_event
from media.tasks import process_asset, sweep
from tests.media.killing import assert_whole, encoders_of, is_encoding, kill, let_lease_lapse, wait_until, worker

pytestmark = [pytest.mark.ffmpeg, pytest.mark.pg, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stored(store, clips, settings, monkeypatch):
    """A large recording that waits, because the hint that it is there was lost."""
    monkeypatch.setattr(process_asset, "delay", lambda asset_id: None)
    asset = store(clips("large.mp4"))
    monkeypatch.undo()
    return asset


def test_the_sweep_mends_what_a_killed_worker_left(stored, assets_root):
    with worker(stored) as process:
        assert wait_until(lambda: is_encoding(stored), process)
        kill(process)
    stored.refresh_from_db()
    assert (stored.state, stored.published_level, stored.attempts) == (AssetState.TRANSCODING, 0, 1)
    assert sweep() == 0, "a lease that has not lapsed is respected"
    let_lease_lapse(stored)
    assert sweep() == 1
    assert_whole(stored)
    assert stored.attempts == 2


def test_a_worker_that_comes_back_late_finds_that_it_has_lost_the_asset(stored):
    with worker(stored) as process:
        assert wait_until(lambda: is_encoding(stored), process)
        let_lease_lapse(stored)
        assert sweep() == 1
        process.wait(60)
    assert_whole(stored)


def test_two_workers_never_hold_one_asset(stored, at):
    assert claim_asset(asset_id=stored.pk, at=at) is not None
    assert claim_asset(asset_id=stored.pk, at=at) is None


def test_a_process_that_is_told_to_stop_hands_its_work_back_uncounted(stored):
    stop_event.set()
    try:
        handed_back = prepare_asset(asset_id=stored.pk)
    finally:
        stop_event.clear()
    assert handed_back is not None
    assert (handed_back.state, handed_back.attempts, handed_back.lease_token) == (AssetState.STORED, 0, "")
    assert encoders_of(stored) == []
    process_asset(stored.pk)
    assert_whole(stored)
