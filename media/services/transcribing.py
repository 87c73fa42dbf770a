"""Drafts of captions made by machine: asked for, worked on under a lease, tried again where that may help.

A draft is never published by itself, and never lost: what a dead worker held is free again when its lease lapses.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from media import storage, workspace
from media.captions.importing import read_captions
from media.errors import CaptionUnreadable, TranscribingOff, TranscribingUnderWay
from media.events import TranscriptionAsked
from media.models import Asset, CaptionSource, Transcription, TranscriptionState
from media.running import Interrupted
from media.services.captioning import take_captions
from media.transcribing import can_transcribe, extract_sound, transcribe
from media.transcribing_failures import PASSING, TranscribingFailed, TranscribingFailure
from school.events.announcing import announce
from school.organisation.acting import Act
from school.organisation.models import Member

log = structlog.get_logger(__name__)

LEASE: Final = timedelta(seconds=60)
RENEWED_EVERY: Final = timedelta(seconds=10)
MOST_ATTEMPTS: Final = 3
AGAIN_AFTER: Final = timedelta(minutes=2)

Clock = Callable[[], datetime]


class LeaseLost(Exception):
    """Somebody else has taken the work over."""


def ask_for_transcription(*, asset: Asset, language: str, act: Act) -> Transcription:
    """Have a draft made in the background.

    Raises:
        TranscribingOff: nothing is set up for it, or there is nothing to hear yet.
        TranscribingUnderWay: the same was asked for already.
    """
    if not can_transcribe(asset) or act.member is None:
        raise TranscribingOff
    try:
        with transaction.atomic():
            asked = Transcription.objects.create(
                asset=asset, language=language, asked_at=act.at, asked_by=act.member, not_before=act.at
            )
            _record(asked, act)
            announce(TranscriptionAsked(transcription_id=asked.pk))
    except IntegrityError as there:
        raise TranscribingUnderWay from there
    return asked


def make_draft(*, transcription_id: int, clock: Clock = timezone.now) -> Transcription | None:
    """Do the work of one request; None when somebody else has it. Reads a clock, because it takes minutes."""
    claim = _claim(transcription_id, at=clock())
    if claim is None:
        return None
    try:
        _attempt(claim, clock)
    except LeaseLost:
        log.warning("lease of a transcription lost", transcription=transcription_id)
        return None
    return Transcription.objects.get(pk=transcription_id)


def _attempt(claim: "_Claim", clock: Clock) -> None:
    """Work, or settle why not. Anything unforeseen is left to the lease."""
    try:
        _work(claim, clock)
    except TranscribingFailed as failed:
        _failed(claim, failed.failure, at=clock())
    except Interrupted:
        _settle(claim, lease_token="", lease_until=None, attempts=F("attempts") - 1, state=TranscriptionState.WAITING)


@dataclass
class _Claim:
    asked: Transcription
    token: str
    renewed_at: datetime

    def beat(self, at: datetime) -> None:
        """Say that work goes on."""
        if at - self.renewed_at >= RENEWED_EVERY:
            self.renewed_at = at
            _settle(self, lease_until=at + LEASE)


def _claim(transcription_id: int, *, at: datetime) -> _Claim | None:
    token = secrets.token_hex(8)
    free = Transcription.objects.free(at=at).filter(pk=transcription_id)
    if free.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=TranscriptionState.FAILED,
        failure_code=TranscribingFailure.COMMAND_FAILED,
        lease_until=None,
        lease_token="",
    ):
        return None
    running = {"state": TranscriptionState.RUNNING, "lease_token": token, "lease_until": at + LEASE}
    if not free.update(**running, attempts=F("attempts") + 1):
        return None
    asked = Transcription.objects.select_related("asset", "asked_by").get(pk=transcription_id)
    return _Claim(asked, token, at)


def _work(claim: _Claim, clock: Clock) -> None:
    asset = claim.asked.asset

    def tick() -> None:
        claim.beat(clock())

    with workspace.fetching_folder() as folder:
        try:
            with storage.original(asset.store_key, into=folder) as original:
                sound = extract_sound(original, folder=folder, tick=tick)
        except FileNotFoundError as gone:
            raise TranscribingFailed(TranscribingFailure.NO_SOUND) from gone
        answer = transcribe(sound, language=claim.asked.language, tick=tick)
    _take(claim, answer, at=clock())


@transaction.atomic
def _take(claim: _Claim, answer: bytes, *, at: datetime) -> None:
    asked = claim.asked
    by: Member = asked.asked_by
    try:
        take_captions(
            asset=asked.asset,
            language=asked.language,
            reading=read_captions(answer, duration_ms=asked.asset.duration_ms),
            source=CaptionSource.TRANSCRIBED,
            by=by,
            at=at,
        )
    except CaptionUnreadable as unreadable:
        raise TranscribingFailed(TranscribingFailure.UNREADABLE) from unreadable
    _settle(claim, state=TranscriptionState.DONE, lease_token="", lease_until=None, finished_at=at)


def _failed(claim: _Claim, failure: TranscribingFailure, *, at: datetime) -> None:
    if failure in PASSING and claim.asked.attempts < MOST_ATTEMPTS:
        again = at + AGAIN_AFTER * 2 ** (claim.asked.attempts - 1)
        _settle(claim, state=TranscriptionState.WAITING, not_before=again, lease_token="", lease_until=None)
    else:
        given_up = {"state": TranscriptionState.FAILED, "failure_code": failure, "finished_at": at}
        _settle(claim, **given_up, lease_token="", lease_until=None)


def _settle(claim: _Claim, **changes: object) -> None:
    held = Transcription.objects.filter(pk=claim.asked.pk, lease_token=claim.token)
    if not held.update(**changes):
        raise LeaseLost


def _record(asked: Transcription, act: Act) -> None:
    act.record(
        "caption.transcription_asked",
        subject_kind="asset",
        subject_id=asked.asset.public_id,
        organisation_path=asked.asset.organisation.path,
        details={"language": asked.language},
    )
