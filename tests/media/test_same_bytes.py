"""The same bytes sent twice are prepared and stored once, and nobody learns of it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from media import storage
from media.models import Asset, AssetState
from media.services import prepare_asset
from media.services.claiming import claim_asset
from media.services.letting_go import forget_key
from media.services.managing import delete_asset
from media.services.sharing import share_bytes
from media.stores import the_store
from school.organisation.acting import Act
from tests.media.places import files_of, shown

DIGEST = "ab" * 32


@pytest.fixture
def twice(store, clips) -> tuple[Asset, Asset]:
    """Two uploads of one recording, both waiting to be prepared."""
    return store(clips("talk.mp3"), title="第一次"), store(clips("talk.mp3"), title="第二次")


def again(asset: Asset) -> Asset:
    asset.refresh_from_db()
    return asset


@pytest.mark.ffmpeg
@pytest.mark.usefixtures("either_store")
def test_the_second_upload_adopts_what_the_first_became(twice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (prepare_asset(asset_id=asset.pk) for asset in twice)
    assert (second.state, second.published_level, second.progress_percent) == (AssetState.READY, 2, 100)
    for name in ("store_key", "edition", "entry_sha256", "duration_ms", "kind", "content_type"):
        assert getattr(first, name) == getattr(second, name), name
    assert second.store_key == first.public_id
    rows = [
        list(asset.renditions.order_by("name").values("name", "path", "sha256", "size")) for asset in (first, second)
    ]
    assert rows[0] == rows[1] != []
    lasting = {file.name.split("/")[1] for file in the_store().files("")}
    assert lasting == {first.store_key}


@pytest.mark.ffmpeg
def test_nothing_of_the_first_uploader_is_passed_on(twice):
    _first, second = (prepare_asset(asset_id=asset.pk) for asset in twice)
    assert (second.title, second.file_name) == ("第二次", "talk.mp3")
    assert second.delay_sentence == ""


@pytest.mark.pg
def test_while_the_first_is_prepared_the_second_waits_and_counts_no_attempt(twice, at):
    now = timezone.now()
    first, second = (claim_asset(asset_id=asset.pk, at=now) for asset in twice)
    assert share_bytes(claim=first, sha256=DIGEST, at=now) is None
    waiting = share_bytes(claim=second, sha256=DIGEST, at=now)
    assert (waiting.state, waiting.attempts, waiting.lease_token) == (AssetState.STORED, 0, "")
    told = waiting.delay_sentence
    assert not any(word in told for word in (twice[0].title, twice[0].public_id, twice[0].uploaded_by.name))
    assert not Asset.objects.waiting(at=now).filter(pk=waiting.pk).exists()
    assert Asset.objects.waiting(at=now + timedelta(minutes=6)).filter(pk=waiting.pk).exists()


@pytest.mark.ffmpeg
@pytest.mark.django_db(transaction=True)
def test_who_waited_is_served_as_soon_as_the_first_is_ready(twice, settings):
    """Made by hand what two workers do: the second hashed while the first was at work."""
    digest = Asset.objects.get(pk=twice[0].pk).sha256
    assert digest  # tasks ran at once: both are ready, the second without work of its own
    assert again(twice[1]).store_key == again(twice[0]).store_key


@pytest.mark.ffmpeg
def test_another_file_is_another_file(store, clips):
    one, other = store(clips("talk.mp3")), store(clips("silent.mp4"))
    assert prepare_asset(asset_id=one.pk).store_key != prepare_asset(asset_id=other.pk).store_key


@pytest.mark.ffmpeg
def test_a_first_one_whose_files_are_gone_is_not_adopted(twice):
    first = prepare_asset(asset_id=twice[0].pk)
    storage.drop_edition(first.store_key, first.edition)
    second = prepare_asset(asset_id=twice[1].pk)
    assert second.store_key == second.public_id
    assert shown(second, "master.m3u8").is_file()


@pytest.mark.ffmpeg
@pytest.mark.django_db(transaction=True)
def test_the_bytes_stay_until_the_last_who_shares_them_goes(twice, instructor):
    first, second = map(again, twice)
    assert first.store_key == second.store_key
    act = Act(member=instructor, at=timezone.now())
    delete_asset(asset=first, act=act)
    assert shown(second, "master.m3u8").is_file()
    delete_asset(asset=second, act=act)
    assert files_of(second) == []


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_of_many", range(5))
def test_of_two_workers_that_hash_the_same_bytes_at_once_one_prepares(store, clips, monkeypatch, round_of_many):
    monkeypatch.setattr("media.tasks.process_asset.delay", lambda asset_id: None)
    assets = [store(clips("talk.mp3")), store(clips("talk.mp3"))]
    start, outcomes = threading.Barrier(2), {}

    def work(asset: Asset) -> None:
        try:
            claim = claim_asset(asset_id=asset.pk, at=timezone.now())
            start.wait(10)
            outcomes[asset.pk] = share_bytes(claim=claim, sha256=DIGEST, at=timezone.now())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(asset,)) for asset in assets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == 2
    assert sorted(outcome is None for outcome in outcomes.values()) == [False, True]


def test_a_key_that_a_row_still_has_is_never_forgotten(store, tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"x")
    asset = store(tmp_path / "x.mp4")
    forget_key(key=asset.store_key)
    assert storage.has_original(asset.store_key)
