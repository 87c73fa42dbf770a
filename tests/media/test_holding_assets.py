"""Uses, and the constraints behind the state machine."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from media.models import Asset, AssetUse
from media.services import release_asset, use_asset


@pytest.fixture
def asset(store, tmp_path) -> Asset:
    (tmp_path / "x.mp4").write_bytes(b"x")
    return store(tmp_path / "x.mp4")


def test_a_use_is_held_once_however_often_it_is_said(asset, at):
    for _ in range(2):
        use_asset(asset=asset, user_kind="lecture", user_id="aB3")
    assert AssetUse.objects.count() == 1
    release_asset(asset=asset, user_kind="lecture", user_id="aB3", at=at)
    release_asset(asset=asset, user_kind="lecture", user_id="aB3", at=at)
    assert not AssetUse.objects.exists()


def test_an_asset_in_use_cannot_be_deleted(asset):
    use_asset(asset=asset, user_kind="lecture", user_id="aB3")
    with pytest.raises(ProtectedError):
        asset.delete()


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "ready"},
        {"state": "failed"},
        {"failure_code": "damaged"},
        {"state": "uploading"},
        {"received": 2},
        {"received": -1},
        {"published_level": 1},
        {"published_level": 2, "edition": "level2-x"},
        {"edition": "level1-x"},
        {"progress_percent": 101},
        {"lease_token": "x"},
        {"state": "failed", "failure_code": "damaged", "published_level": 1, "edition": "level1-x"},
    ],
)
def test_impossible_states_are_refused_by_the_database(asset, impossible):
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(**impossible)
