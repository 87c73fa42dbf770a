"""From a stored file to something that plays: claim, measure, publish quickly where possible, publish the full ladder.

Each step may be the last of this process: whatever it left is found by the sweep and done again under a new claim.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings
from django.utils import timezone

from media import pipeline, storage
from media.failures import Failure, Unfit
from media.ladder import fits_players
from media.models import Asset, AssetKind, AssetState
from media.pipeline import Workshop
from media.probing import probe
from media.running import CommandFailed, Interrupted
from media.services.claiming import (
    MOST_ATTEMPTS,
    Claim,
    LeaseLost,
    advance,
    claim_asset,
    fail_asset,
    hand_back,
    renew_lease,
)
from media.services.publishing import publish_edition
from media.source import Source

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]

HASH_BYTES: Final = 4 * 1024 * 1024
RENEWED_EVERY: Final = timedelta(seconds=1)
ANALYSED_PERCENT: Final = 10
"""The share of the bar that listening takes; encoding has the rest."""

CONTENT_TYPES: Final = {
    "mov": "video/mp4",
    "matroska": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mp3": "audio/mpeg",
}


def prepare_asset(*, asset_id: int, clock: Clock = timezone.now) -> Asset | None:
    """Do all that is left to do for one asset; None when somebody else has it or nothing is left.

    The only service that reads a clock: the work takes minutes and must keep saying that it is alive.
    """
    claim = claim_asset(asset_id=asset_id, at=clock())
    if claim is None:
        return None
    try:
        return _attempt(claim, clock)
    except LeaseLost:
        log.warning("lease lost", asset=claim.asset.public_id)
        return None
    finally:
        storage.discard_scratch(claim.asset.public_id, claim.token)


def _attempt(claim: Claim, clock: Clock) -> Asset:
    """Prepare, or settle why not. Anything unforeseen is left to the lease: it lapses, and the sweep tries again."""
    try:
        return _prepare(claim, clock)
    except Interrupted:
        return hand_back(claim=claim, counted=False)
    except Unfit as unfit:
        log.info("asset unfit", asset=claim.asset.public_id, failure=unfit.failure.value)
        return fail_asset(claim=claim, failure=unfit.failure, at=clock())
    except CommandFailed as failed:
        log.warning(
            "encoding failed", asset=claim.asset.public_id, returncode=failed.returncode, said=failed.last_words
        )
        if claim.asset.attempts < MOST_ATTEMPTS:
            return hand_back(claim=claim, counted=True)
        return fail_asset(claim=claim, failure=Failure.ENCODING_FAILED, at=clock())


def _prepare(claim: Claim, clock: Clock) -> Asset:
    asset = claim.asset
    pulse = _Pulse(claim, clock)
    scratch = storage.open_scratch(asset.public_id, claim.token)
    original = storage.original_path(asset.public_id)
    source = _measure(claim, original, pulse)
    if asset.published_level == 0 and fits_players(source):
        shop = _workshop(original, scratch, level=1, claim=claim, report=lambda _percent: pulse.beat(0))
        edition = pipeline.make_remux(source, shop)
        publish_edition(claim=claim, level=1, folder=shop.folder, name=shop.edition, made=edition, at=clock())
    shop = _workshop(original, scratch, level=2, claim=claim, report=pulse.listening)
    loudness = pipeline.measure_loudness(source, shop)
    shop = _workshop(original, scratch, level=2, claim=claim, report=pulse.encoding)
    made = pipeline.make_ladder(source, shop, top=settings.LADDER_TOP, loudness=loudness)
    return publish_edition(claim=claim, level=2, folder=shop.folder, name=shop.edition, made=made, at=clock())


def _measure(claim: Claim, original: Path, pulse: "_Pulse") -> Source:
    """Hash and probe the file; what was measured is on the row before anything is made of it."""
    if not original.exists():
        raise Unfit(Failure.INCOMPLETE)
    digest = hashlib.sha256()
    with original.open("rb") as file:
        while chunk := file.read(HASH_BYTES):
            digest.update(chunk)
            pulse.beat(0)
    source = probe(original, tick=lambda: pulse.beat(0))
    advance(
        claim=claim,
        state=AssetState.TRANSCODING,
        sha256=digest.hexdigest(),
        kind=AssetKind.VIDEO if source.picture else AssetKind.AUDIO,
        duration_ms=source.duration_ms,
        content_type=CONTENT_TYPES.get(source.container.partition(",")[0], "application/octet-stream"),
    )
    return source


def _workshop(original: Path, scratch: Path, *, level: int, claim: Claim, report: Callable[[int], None]) -> Workshop:
    """The edition's name carries the claim, so that no two attempts ever write to one address."""
    name = f"level{level}-{claim.token}"
    folder = scratch / name
    folder.mkdir(exist_ok=True)
    return Workshop(original=original, folder=folder, edition=name, preset=settings.FFMPEG_PRESET, report=report)


class _Pulse:
    """Renews the lease and shows progress, at most once a second however often it is asked."""

    def __init__(self, claim: Claim, clock: Clock) -> None:
        self._claim = claim
        self._clock = clock
        self._last = clock()

    def beat(self, percent: int) -> None:
        now = self._clock()
        if now - self._last >= RENEWED_EVERY:
            self._last = now
            renew_lease(claim=self._claim, percent=max(percent, self._claim.asset.progress_percent), at=now)

    def listening(self, percent: int) -> None:
        self.beat(percent * ANALYSED_PERCENT // 100)

    def encoding(self, percent: int) -> None:
        self.beat(min(99, ANALYSED_PERCENT + percent * (100 - ANALYSED_PERCENT) // 100))
