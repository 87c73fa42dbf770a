"""Nobody waits behind an hour of film, nor behind fifty files of one uploader."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import imageio_ffmpeg
import pytest

from media import lanes
from media.lanes import Lane
from media.models import Asset, AssetState
from media.services.claiming import claim_asset, hand_on, next_asset
from media.slots import slot
from media.stopping import stop_event
from media.tasks import process_asset
from school.celery import app
from school.operations.embedded import EmbeddedWorker
from tests.media.killing import wait_until

SECOND = timedelta(seconds=1)


@pytest.fixture
def plant(instructor, economics, at):
    """plant(uploader, organisation) → an asset that waits, each a second younger than the one before."""
    numbers = iter(range(10_000))

    def make(member=instructor, organisation=economics, **fields) -> Asset:
        number = next(numbers)
        return Asset.objects.create(
            organisation=organisation,
            uploaded_by=member,
            title=f"{number}",
            file_name="x.mp4",
            size=1,
            received=1,
            state=AssetState.STORED,
            created_at=at,
            stored_at=at + number * SECOND,
            **fields,
        )

    return make


def taken_in_order(lane: Lane, at, count: int) -> list[str]:
    """Whom the next claims of this lane serve, each finished before the next begins."""
    titles = []
    for number in range(count):
        moment = at + timedelta(hours=1) + number * SECOND
        claim = claim_asset(asset_id=next_asset(lane=lane, at=moment), at=moment)
        titles.append(claim.asset.uploaded_by.name)
        Asset.objects.filter(pk=claim.asset.pk).delete()
        Asset.objects.create(
            organisation=claim.asset.organisation,
            uploaded_by=claim.asset.uploaded_by,
            title="done",
            file_name="x.mp4",
            size=1,
            received=1,
            state=AssetState.FAILED,
            failure_code="empty",
            created_at=at,
            claimed_at=moment,
        )
    return titles


@pytest.mark.pg
@pytest.mark.django_db
def test_fifty_files_of_one_organisation_do_not_keep_another_waiting(plant, make_member, engineering, at):
    for _number in range(50):
        many = plant().uploaded_by.name
    other = make_member("冯立", engineering)
    for _number in range(2):
        plant(other, engineering)
    assert taken_in_order(Lane.SHORT, at, 6) == [many, "冯立", many, "冯立", many, many]


@pytest.mark.pg
@pytest.mark.django_db
def test_two_uploaders_of_one_organisation_take_turns(plant, make_member, economics, at):
    for _number in range(5):
        many = plant().uploaded_by.name
    plant(make_member("冯立", economics))
    assert taken_in_order(Lane.SHORT, at, 3) == [many, "冯立", many]


@pytest.mark.pg
@pytest.mark.django_db
def test_every_file_is_looked_at_before_any_ladder_is_made(plant, at):
    later = at + timedelta(hours=1)
    ladder, long_ladder = plant(lane=Lane.SHORT), plant(lane=Lane.LONG)
    unseen = plant(lane=Lane.LOOK)
    for lane in (Lane.SHORT, Lane.LONG):
        assert next_asset(lane=lane, at=later) == unseen.pk
    claim = claim_asset(asset_id=unseen.pk, at=later)
    assert next_asset(lane=Lane.SHORT, at=later) == ladder.pk
    assert next_asset(lane=Lane.LONG, at=later) == long_ladder.pk
    handed = hand_on(claim=claim, lane=Lane.LONG)
    assert (handed.state, handed.lane, handed.attempts) == (AssetState.STORED, Lane.LONG, 0)


@pytest.mark.pg
@pytest.mark.django_db
def test_the_long_lane_helps_while_nothing_long_waits_and_the_short_one_never_does(plant, at):
    later = at + timedelta(hours=1)
    short = plant(lane=Lane.SHORT)
    assert next_asset(lane=Lane.LONG, at=later) == short.pk
    Asset.objects.filter(pk=short.pk).update(lane=Lane.LONG)
    assert next_asset(lane=Lane.SHORT, at=later) is None


def test_a_slot_has_one_holder_on_the_whole_machine():
    with slot(Lane.LONG) as first:
        assert first
        with slot(Lane.LONG) as second, slot(Lane.SHORT) as beside:
            assert (second, beside) == (False, True)
        child = os.fork()
        if child == 0:
            with slot(Lane.LONG) as third:
                os._exit(int(third))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with slot(Lane.LONG) as again:
        assert again


@pytest.fixture
def two_hours(store, clips, tmp_path, monkeypatch) -> Asset:
    """A film whose encode takes two hours: an encoder that, for it alone, waits so long before it begins."""
    monkeypatch.setattr(lanes, "LONG_FROM_RUNG_MINUTES", 0.02)
    with monkeypatch.context() as hints_are_lost:
        hints_are_lost.setattr(process_asset, "delay", lambda asset_id: None)
        asset = store(clips("silent.mp4"))
    encoder = tmp_path / "ffmpeg"
    real = imageio_ffmpeg.get_ffmpeg_exe()
    encoder.write_text(f'#!/bin/sh\ncase "$*" in *{asset.store_key}*) sleep 7200;; esac\nexec {real} "$@"\n')
    encoder.chmod(0o755)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(encoder))
    return asset


@pytest.fixture
def no_tests_are_eager(monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    yield
    stop_event.clear()


@pytest.mark.ffmpeg
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_tests_are_eager")
def test_five_short_files_are_ready_while_a_film_of_two_hours_is_encoded(store, spoken, two_hours):
    worker = EmbeddedWorker()
    worker.start()
    try:
        wait_until(lambda: state_of(two_hours) == (AssetState.TRANSCODING, Lane.LONG))
        short = [store(path) for path in spoken]
        wait_until(lambda: Asset.objects.filter(state=AssetState.READY).count() == len(short))
        assert state_of(two_hours) == (AssetState.TRANSCODING, Lane.LONG)
    finally:
        worker.stop()
    assert state_of(two_hours) == (AssetState.STORED, Lane.LONG), "told to stop, it was handed back"
    assert {"worker", "clock"}.isdisjoint(thread.name for thread in threading.enumerate())


@pytest.fixture
def spoken(tmp_path, ffmpeg) -> list[Path]:
    """Five little recordings, all different."""
    paths = [tmp_path / f"word-{number}.mp3" for number in range(5)]
    for number, path in enumerate(paths):
        ffmpeg("-f", "lavfi", "-i", f"sine=frequency={300 + number}:duration=1", path)
    return paths


def state_of(asset: Asset) -> tuple[str, str]:
    asset.refresh_from_db()
    return asset.state, asset.lane
