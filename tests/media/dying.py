"""Forked workers that die at a chosen point of their work, as by `kill -9`, and what has to be true afterwards.

The product knows nothing of this: in the child the functions that begin each phase are wrapped.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

import av
from django.db import connections
from django.utils import timezone

from media import pipeline, storage, workspace
from media.failures import SENTENCES, Failure
from media.models import UNFINISHED, Asset, AssetState
from media.services import begin_upload, preparing, publishing, receive_chunk, sweeping, uploading
from media.services.preparing import prepare_asset
from media.tasks import process_asset, sweep
from school.events.models import EventRecord
from tests.media.killing import encoders_of, left_over, let_lease_lapse
from tests.media.places import shown

PIECE = 1024


@dataclass(frozen=True)
class Phase:
    """A stretch of the work: the function that does it, where it is called, and how many calls to let pass."""

    home: Any
    function: str
    passing: int = 0
    encodes: bool = False


def piece_of(data: bytes, place: int) -> bytes:
    """What arrives next."""
    return data[place : place + PIECE]


PHASES: dict[str, Phase] = {
    "receive": Phase(sys.modules[__name__], "piece_of", passing=-1),
    "keep original": Phase(storage, "keep_original"),
    "claim": Phase(preparing, "claim_asset"),
    "hash": Phase(preparing, "hash_original"),
    "share": Phase(preparing, "share_bytes"),
    "probe": Phase(preparing, "measure_recording"),
    "remux": Phase(pipeline, "make_remux", encodes=True),
    "publish quickly": Phase(publishing, "show_edition"),
    "analyse": Phase(pipeline, "measure_loudness", encodes=True),
    "encode": Phase(pipeline, "make_ladder", encodes=True),
    "extras": Phase(pipeline, "_pictures", encodes=True),
    "bring": Phase(storage, "bring_edition", passing=1),
    "switch": Phase(publishing, "announce", passing=1),
    "after commit": Phase(workspace, "discard_scratch", passing=1),
}
UPLOADING = ("receive", "keep original")


@dataclass(frozen=True)
class Death:
    """Where, how long after, and who: the worker itself, or the encoder it started."""

    phase: str
    moment: str
    seconds: float = 0.0

    @classmethod
    def drawn(cls, phase: str, chance: random.Random) -> Death:
        moments = ["before", "within", "after"] + (["encoder"] if PHASES[phase].encodes else [])
        return cls(phase, chance.choice(moments), chance.uniform(0.0, 0.25))


def died(death: Death, work: Callable[[], object]) -> bool:
    """Fork, do the work there, and die at the point; whether the child came so far and was killed."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            _doom(death)
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _doom(death: Death) -> None:
    uploading.NOTED_EVERY_BYTES = PIECE
    phase = PHASES[death.phase]
    real = getattr(phase.home, phase.function)
    left = [random.randrange(1, 6) if phase.passing < 0 else phase.passing]

    @wraps(real)
    def doomed(*words: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            return real(*words, **named)
        if death.moment == "before":
            _die()
        if death.moment in {"within", "encoder"}:
            end = _die if death.moment == "within" else _kill_encoder
            threading.Timer(death.seconds, end).start()
        result = real(*words, **named)
        if death.moment != "encoder":
            _die()
        return result

    setattr(phase.home, phase.function, doomed)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_encoder() -> None:
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            parent = int((entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent == os.getpid() and "ffmpeg" in (entry / "exe").readlink().name:
                os.kill(int(entry.name), signal.SIGKILL)


def survive(deaths: list[Death], *, data: bytes, organisation: Any, member: Any) -> Asset:
    """Send and prepare a file while its workers die one after another; then let the dust settle."""
    at = timezone.now()
    asset = begin_upload(organisation=organisation, member=member, filename="x.mp4", size=len(data), at=at)
    for number, death in enumerate(deaths):
        if death.phase in UPLOADING:
            reached = died(death, lambda: _send(asset, data))
        else:
            _send(asset, data)
            reached = died(death, lambda: prepare_asset(asset_id=asset.pk))
        assert reached or number or death.moment == "encoder", f"nobody died: {death}"
        let_lease_lapse(asset)
    _settle(asset, data)
    return asset


def _send(asset: Asset, data: bytes) -> None:
    """What a tus client does: ask how much arrived, and go on from there."""
    asset.refresh_from_db()
    if asset.state == AssetState.UPLOADING:
        rest = data[asset.received :]
        pieces = (piece_of(rest, place) for place in range(0, len(rest), PIECE))
        with patch.object(process_asset, "delay"):  # the hint is lost: the deaths are to come first
            receive_chunk(asset=asset, offset=asset.received, chunks=pieces, at=timezone.now())


def _settle(asset: Asset, data: bytes) -> None:
    sweep()
    _send(asset, data)
    for _minute in range(8):
        let_lease_lapse(asset)
        sweep()
        asset.refresh_from_db()
        if asset.state not in {*UNFINISHED, AssetState.UPLOADING}:
            break
    sweep()


def assert_settled(asset: Asset) -> None:
    """Ready and whole, or failed with a reason; never stuck, never half, and nothing left over anywhere."""
    asset.refresh_from_db()
    assert asset.state in {AssetState.READY, AssetState.FAILED}, (asset.state, asset.delay_code, asset.attempts)
    assert encoders_of(asset) == []
    assert left_over() == []
    told = EventRecord.objects.filter(payload__asset_id=asset.pk)
    assert not told.filter(is_pending=True).exists()
    assert told.filter(kind="media.AssetStored").count() == 1
    sweeping.clear_superseded(at=timezone.now() + timedelta(hours=25))
    if asset.state == AssetState.FAILED:
        assert SENTENCES[Failure(asset.failure_code)]
        assert not storage.editions(asset.store_key)
        return
    assert told.filter(kind="media.AssetPublished", payload__level=2).count() == 1
    assert storage.editions(asset.store_key) == [asset.edition]
    assert storage.has_original(asset.store_key)
    home = shown(asset, "master.m3u8").parent
    assert not [path for path in home.parent.iterdir() if path.name != asset.edition]
    for rendition in asset.renditions.all():
        playlist = shown(asset, rendition.path)
        named = [line for line in playlist.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        assert named
        assert all((playlist.parent / name).is_file() for name in named)
        with av.open(str(playlist)) as film:
            assert sum(1 for _frame in film.decode(film.streams[0]))
