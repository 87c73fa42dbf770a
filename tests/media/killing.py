"""A worker in a process of its own, killed without warning while it encodes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from media.models import Asset, AssetState
from tests.media.places import shown

WORK = """
import django
django.setup()
from media.services import prepare_asset
prepare_asset(asset_id={asset_id})
"""
PATIENCE = 60.0


def database_url() -> str:
    """This test's own database, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    host = str(told["HOST"]).replace("/", "%2F")
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{host}:{told['PORT']}/{told['NAME']}"


@contextmanager
def worker(asset: Asset, preset: str = "slow"):
    """A process that prepares the asset, slowly enough to be met at work."""
    changed = {
        "DATABASE_URL": database_url(),
        "ASSETS_URL": Path(settings.STORAGES["assets"]["OPTIONS"]["location"]).as_uri(),
        "WORK_ROOT": str(settings.WORK_ROOT),
        "FFMPEG_PRESET": preset,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORK.format(asset_id=asset.pk)], env=os.environ | changed, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(true, process: subprocess.Popen[bytes] | None = None) -> bool:
    """Wait for the condition; False when the process ended first."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if true():
            return True
        if process is not None and process.poll() is not None:
            return bool(true())
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def is_encoding(asset: Asset) -> bool:
    """Whether the claim has come as far as writing segments of the ladder."""
    scratch = Path(settings.WORK_ROOT) / "scratch"
    return any(scratch.glob(f"{asset.public_id}.*/level2-*/v360/*"))


def kill(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def let_lease_lapse(asset: Asset) -> None:
    """What 45 seconds of waiting, and the pause after a trouble, would do."""
    now = timezone.now()
    Asset.objects.filter(pk=asset.pk, lease_until__isnull=False).update(lease_until=now)
    Asset.objects.filter(pk=asset.pk, not_before__isnull=False).update(not_before=now)


def encoders_of(asset: Asset) -> list[str]:
    """Programs still at work in the asset's scratch folders."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            place = str((entry / "cwd").readlink())
        except OSError:
            continue
        if f"/scratch/{asset.public_id}." in place:
            found.append(place)
    return found


def assert_whole(asset: Asset) -> None:
    """Ready, with everything its playlists name, and nothing beside it."""
    asset.refresh_from_db()
    assert (asset.state, asset.published_level, asset.lease_token) == (AssetState.READY, 2, "")
    assert not list((Path(settings.WORK_ROOT) / "scratch").iterdir())
    assert encoders_of(asset) == []
    master = shown(asset, "master.m3u8")
    for playlist in [master, *master.parent.glob("*/index.m3u8")]:
        named = [line for line in playlist.read_text().splitlines() if line and not line.startswith("#")]
        assert named
        home = master.parent.parent if playlist == master else playlist.parent
        assert all((home / name).is_file() for name in named)


def left_over() -> list[str]:
    """What lies in the workspace although nobody works."""
    work = Path(settings.WORK_ROOT)
    return sorted(
        str(path.relative_to(work)) for area in ("scratch", "uploads", "fetched") for path in work.glob(f"{area}/*")
    )
