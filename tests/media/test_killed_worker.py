"""`kill -9` while a recording is being prepared costs time and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from media import pipeline
from media.models import AssetState
from media.services import prepare_asset, pulse
from media.services.claiming import LEASE, LeaseLost, claim_asset
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


def test_an_encode_outlives_a_database_that_goes_away_for_a_moment(stored, monkeypatch):
    """The connection is cut under the running work, as a restart of the database would."""
    cut: list[str] = []
    really = pipeline.make_ladder

    def cutting(*words, **named):
        connection.connection.close()
        cut.append("cut")
        return really(*words, **named)

    monkeypatch.setattr(pipeline, "make_ladder", cutting)
    monkeypatch.setattr(pulse, "RENEWED_EVERY", timedelta(seconds=0.1))
    prepare_asset(asset_id=stored.pk)
    assert cut == ["cut"]
    assert_whole(stored)
    assert stored.attempts == 1


def test_work_that_cannot_say_that_it_is_alive_stops(stored, monkeypatch, at):
    """Somebody else may have it by then."""
    claim = claim_asset(asset_id=stored.pk, at=at)
    now = [at]
    beating = pulse.Pulse(claim, lambda: now[0])
    monkeypatch.setattr(pulse, "renew_lease", lambda **_named: away())
    for second in range(1, int(LEASE.total_seconds())):
        now[0] = at + timedelta(seconds=second)
        beating.beat()
    now[0] = at + LEASE
    with pytest.raises(LeaseLost):
        beating.beat()


def away() -> None:
    raise OperationalError("the server is starting up")
