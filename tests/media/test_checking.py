"""The check of the store finds whatever was planted, names it, and mends what can be mended."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from media import storage
from media.models import Asset, AssetState
from media.services import prepare_asset
from media.services.checking import Finding, Trouble, check_assets
from media.stores import the_store
from tests.media.places import shown

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def ready(store, clips) -> Asset:
    asset = prepare_asset(asset_id=store(clips("silent.mp4")).pk)
    assert asset.state == AssetState.READY
    return asset


def findings() -> set[Finding]:
    return set(check_assets(at=timezone.now()))


def place(asset: Asset, name: str) -> str:
    return f"{storage.edition_name(asset.store_key, asset.edition)}/{name}"


def change_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.usefixtures("either_store")
def test_what_was_prepared_just_now_is_as_it_should_be_in_either_store(ready):
    assert findings() == set()
    name = next(file.name for file in storage.everything_of(ready.store_key) if file.name.endswith(".m4s"))
    the_store().remove([name])
    assert findings() == {Finding(Trouble.MISSING, name, ready.public_id)}


def test_whatever_is_planted_is_found_and_named(ready):
    """One corruption after another, each found beside those before it."""
    expected = set()
    shown(ready, f"{ready.edition}/v360/part_00000.m4s").unlink()
    expected.add(Finding(Trouble.MISSING, place(ready, "v360/part_00000.m4s"), ready.public_id))
    assert findings() == expected
    shown(ready, "poster-1.jpg").unlink()
    expected.add(Finding(Trouble.MISSING, place(ready, "poster-1.jpg"), ready.public_id))
    assert findings() == expected
    original = the_store().local_path(storage.original_name(ready.store_key))
    change_a_byte(original)
    expected.add(Finding(Trouble.CHANGED, f"originals/{ready.store_key}", ready.public_id))
    assert findings() == expected
    foreign = the_store().local_path("published/nobody000000/e/master.m3u8")
    foreign.parent.mkdir(parents=True)
    foreign.write_text("x")
    os.utime(foreign, (0, 0))
    expected.add(Finding(Trouble.ORPHAN, "published/nobody000000/e/master.m3u8"))
    assert findings() == expected


@pytest.mark.parametrize(
    ("name", "named"),
    [("v360/init.mp4", "v360"), ("v360/part_00000.m4s", "v360"), ("fallback.mp4", ""), ("poster.jpg", "")],
)
def test_one_changed_byte_is_found(ready, name, named):
    change_a_byte(shown(ready, f"{ready.edition}/{name}"))
    (found,) = findings()
    assert (found.trouble, found.name) == (Trouble.CHANGED, place(ready, named).rstrip("/"))


def test_a_missing_original_is_found_and_cannot_be_mended(ready):
    the_store().remove([storage.original_name(ready.store_key)])
    said = StringIO()
    with pytest.raises(CommandError, match="1 differences") as ended:
        call_command("check_assets", repair=True, stdout=said)
    assert ended.value.returncode == 1
    assert f"missing: originals/{ready.store_key} (asset {ready.public_id})" in said.getvalue()
    assert "cannot be mended" in said.getvalue()
    ready.refresh_from_db()
    assert (ready.state, ready.published_level) == (AssetState.READY, 2)


@pytest.mark.django_db(transaction=True)
def test_repair_makes_a_damaged_edition_anew_for_all_who_share_it(store, clips):
    assets = [store(clips("silent.mp4")), store(clips("silent.mp4"))]
    for asset in assets:
        asset.refresh_from_db()
    before = assets[0].edition
    assert (assets[1].store_key, assets[1].edition) == (assets[0].store_key, before)
    change_a_byte(shown(assets[0], f"{before}/v360/part_00000.m4s"))
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_assets", repair=True, stdout=said)
    assert f"asset {assets[0].public_id} being prepared again" in said.getvalue()
    for asset in assets:
        asset.refresh_from_db()
        assert (asset.state, asset.edition != before) == (AssetState.READY, True)
    assert assets[0].edition == assets[1].edition
    assert assets[0].store_key == assets[1].store_key
    said = StringIO()
    call_command("check_assets", stdout=said)
    assert said.getvalue() == "2 ready assets: all as it should be.\n"
