"""What may go wrong while a file is prepared, and how each ends: tried again, put off, or failed with a reason."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

import imageio_ffmpeg
import pytest

from media import probing
from media.backoff import MOST_ATTEMPTS, RETRY_AFTER
from media.errors import RetryImpossible
from media.failures import Delay, Failure
from media.models import Asset, AssetState
from media.services import prepare_asset
from media.services.retrying import can_retry, retry_asset
from media.services.sweeping import clear_failed
from media.tasks import process_asset, sweep
from school.organisation.acting import Act
from tests.media.killing import assert_whole, left_over
from tests.media.places import files_of

pytestmark = [pytest.mark.ffmpeg, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(store, clips, monkeypatch) -> Asset:
    """A short recording that waits, because the hint that it is there was lost."""
    with monkeypatch.context() as hints_are_lost:
        hints_are_lost.setattr(process_asset, "delay", lambda asset_id: None)
        return store(clips("silent.mp4"))


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    """encoder("kill -9 $$") → from now on the encoder is a program that does this; encoder("") is the real one."""
    real = imageio_ffmpeg.get_ffmpeg_exe()
    program = tmp_path / "ffmpeg"
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(program))

    def does(words: str) -> None:
        program.write_text(f'#!/bin/sh\n{words}\nexec {real} "$@"\n')
        program.chmod(0o755)

    does("")
    return does


def state_of(asset: Asset) -> tuple[str, str, str]:
    asset.refresh_from_db()
    return asset.state, asset.delay_code, asset.failure_code


def test_a_killed_encoder_is_tried_again_after_thirty_seconds_and_five_minutes(waiting, encoder, at):
    encoder("kill -9 $$")
    clock = at + timedelta(hours=1)
    for pause in RETRY_AFTER:
        prepare_asset(asset_id=waiting.pk, clock=lambda: clock)  # noqa: B023 - asked within the turn
        assert state_of(waiting) == (AssetState.STORED, Delay.TRYING_AGAIN, "")
        assert waiting.not_before == clock + pause
        assert prepare_asset(asset_id=waiting.pk, clock=lambda: waiting.not_before - timedelta(seconds=1)) is None
        clock = waiting.not_before
    prepare_asset(asset_id=waiting.pk, clock=lambda: clock)
    assert state_of(waiting) == (AssetState.FAILED, "", Failure.ENCODING_FAILED)
    assert waiting.attempts == MOST_ATTEMPTS


def test_what_failed_by_circumstances_is_tried_again_without_another_upload(waiting, encoder, instructor, at):
    encoder("kill -9 $$")
    for _attempt in range(MOST_ATTEMPTS):
        Asset.objects.filter(pk=waiting.pk).update(not_before=None)
        prepare_asset(asset_id=waiting.pk, clock=lambda: at)
    assert files_of(waiting) == [f"originals/{waiting.store_key}"]
    encoder("")
    waiting.refresh_from_db()
    assert can_retry(asset=waiting, at=at)
    retry_asset(asset=waiting, act=Act(member=instructor, at=at), at=at)
    assert_whole(waiting)


def test_two_presses_of_try_again_are_one(waiting, encoder, instructor, at, monkeypatch):
    Asset.objects.filter(pk=waiting.pk).update(
        state=AssetState.FAILED, failure_code=Failure.TOO_SLOW, finished_at=at, attempts=1
    )
    waiting.refresh_from_db()
    same = Asset.objects.get(pk=waiting.pk)
    monkeypatch.setattr(process_asset, "delay", lambda asset_id: None)
    retry_asset(asset=waiting, act=Act(member=instructor, at=at), at=at)
    retry_asset(asset=same, act=Act(member=instructor, at=at), at=at)
    assert (state_of(waiting)[0], waiting.attempts) == (AssetState.STORED, 0)


def test_a_file_that_is_itself_to_blame_is_not_kept_and_not_tried_again(store, tmp_path, instructor, at):
    (tmp_path / "x.mp4").write_bytes(b"not a video")
    asset = store(tmp_path / "x.mp4")
    assert state_of(asset) == (AssetState.FAILED, "", Failure.NOT_MEDIA)
    assert files_of(asset) == []
    with pytest.raises(RetryImpossible):
        retry_asset(asset=asset, act=Act(member=instructor, at=at), at=at)


def test_an_original_that_nobody_tried_again_goes_after_a_week(waiting, at):
    Asset.objects.filter(pk=waiting.pk).update(
        state=AssetState.FAILED, failure_code=Failure.TOO_SLOW, finished_at=at, attempts=1
    )
    clear_failed(at=at + timedelta(days=6))
    assert files_of(waiting) != []
    clear_failed(at=at + timedelta(days=8))
    assert files_of(waiting) == []
    waiting.refresh_from_db()
    assert not can_retry(asset=waiting, at=at + timedelta(days=8))


@pytest.mark.parametrize(
    ("does", "failure"),
    [
        ("kill -XCPU $$", Failure.TOO_SLOW),
        ("echo 'Cannot allocate memory' >&2; exit 244", Failure.TOO_DEMANDING),
        ("kill -XFSZ $$", Failure.TOO_DEMANDING),
    ],
)
def test_what_runs_into_a_limit_fails_at_once_with_its_reason(waiting, encoder, does, failure):
    encoder(does)
    prepare_asset(asset_id=waiting.pk)
    assert state_of(waiting) == (AssetState.FAILED, "", failure)
    assert waiting.failure_sentence
    assert left_over() == []


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        (signal.SIGSEGV, (AssetState.FAILED, "", Failure.DAMAGED)),
        (signal.SIGXCPU, (AssetState.FAILED, "", Failure.TOO_SLOW)),
        (signal.SIGKILL, (AssetState.STORED, Delay.TRYING_AGAIN, "")),
    ],
)
def test_a_probe_that_crashes_blames_the_file_and_one_that_was_killed_does_not(
    waiting, tmp_path, monkeypatch, number, outcome
):
    package = tmp_path / "root" / "media"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "probing.py").write_text(f"import os; os.kill(os.getpid(), {int(number)})")
    monkeypatch.setattr(probing, "ROOT", package.parent)
    prepare_asset(asset_id=waiting.pk)
    assert state_of(waiting) == outcome
    assert bool(files_of(waiting)) == (outcome[2] != Failure.DAMAGED)


def test_a_poison_file_does_not_keep_others_waiting(waiting, store, clips, encoder):
    encoder(f'case "$*" in *{waiting.store_key}*) kill -9 $$;; esac')
    other = store(clips("talk.mp3"))
    assert state_of(waiting) == (AssetState.STORED, Delay.TRYING_AGAIN, "")
    assert_whole(other)


def test_work_for_which_there_is_no_room_waits_and_says_so(waiting, settings, at):
    settings.DISK_RESERVE_BYTES = 10**15
    clock = at + timedelta(minutes=20)
    prepare_asset(asset_id=waiting.pk, clock=lambda: clock)
    assert state_of(waiting) == (AssetState.STORED, Delay.DISK_FULL, "")
    assert (waiting.attempts, waiting.not_before) == (0, clock + timedelta(minutes=5))
    assert waiting.delay_sentence
    prepare_asset(asset_id=waiting.pk, clock=lambda: at + timedelta(days=1, minutes=1))
    assert state_of(waiting) == (AssetState.FAILED, "", Failure.NO_ROOM)


def test_work_goes_on_once_there_is_room(waiting, settings):
    settings.DISK_RESERVE_BYTES, before = 10**15, settings.DISK_RESERVE_BYTES
    assert sweep() == 1
    settings.DISK_RESERVE_BYTES = before
    Asset.objects.filter(pk=waiting.pk).update(not_before=None)
    assert sweep() == 1
    assert_whole(waiting)


@pytest.fixture
def small_disk(tmp_path, settings, encoder):
    """A disk that is full before the encode is done: a real one where this machine lets us mount it, else an encoder
    that really meets a full device."""
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "none", disk], check=False, capture_output=True)
    settings.DISK_RESERVE_BYTES = -(10**12)  # the look before the work must not save it
    if mounted.returncode == 0:
        settings.WORK_ROOT = disk / "work"
    else:
        encoder('case "$*" in *force_key_frames*) exec dd if=/dev/zero of=/dev/full;; esac')
    yield disk
    if mounted.returncode == 0:
        subprocess.run(["umount", disk], check=True)


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_behind(waiting, small_disk, settings, tmp_path, encoder):
    prepare_asset(asset_id=waiting.pk)
    assert state_of(waiting) == (AssetState.STORED, Delay.DISK_FULL, "")
    assert (waiting.published_level, waiting.attempts) == (0, 0)
    assert left_over() == []
    assert files_of(waiting) == [f"originals/{waiting.store_key}"]
    settings.WORK_ROOT = tmp_path / "work"
    encoder("")
    Asset.objects.filter(pk=waiting.pk).update(not_before=None)
    prepare_asset(asset_id=waiting.pk)
    assert_whole(waiting)


@pytest.fixture
def another_disk():
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


def test_a_store_that_is_full_takes_nothing_half(waiting, another_disk, monkeypatch, settings):
    """The work lies on another disk than the store, so that editions are copied over, and the copy breaks off."""
    copied: list[str] = []
    really = os.sendfile

    def fills_up(out: int, *args: int) -> int:
        copied.append(str(Path(f"/proc/self/fd/{out}").readlink()))
        if len(copied) > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return really(out, *args)

    settings.WORK_ROOT = another_disk
    with monkeypatch.context() as filling:
        filling.setattr(os, "sendfile", fills_up)
        prepare_asset(asset_id=waiting.pk)
    assert len(copied) > 3
    assert state_of(waiting) == (AssetState.STORED, Delay.DISK_FULL, "")
    home = Path(settings.STORAGES["assets"]["OPTIONS"]["location"], "published", waiting.store_key)
    assert list(home.iterdir()) == [], "not even under a hidden name"
    Asset.objects.filter(pk=waiting.pk).update(not_before=None)
    prepare_asset(asset_id=waiting.pk)
    assert_whole(waiting)
    assert left_over() == []
