"""Who works on an asset: a claim is a token on the row that must be renewed, so that a dead worker's
work comes back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from media.backoff import MOST_ATTEMPTS, after_full_disk, after_trouble
from media.failures import CIRCUMSTANCES, Delay, Failure
from media.lanes import TAKEN_BY, Lane
from media.models import UNFINISHED, Asset, AssetState
from media.services.letting_go import let_go_of_bytes

LEASE: Final = timedelta(seconds=45)


class LeaseLost(Exception):
    """Somebody else has the asset now; this worker must not touch it any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one asset, as long as it is renewed."""

    asset: Asset
    token: str


def next_asset(*, lane: Lane, at: datetime) -> int | None:
    """The asset whose turn it is in this lane; None when nothing waits there."""
    for wanted in TAKEN_BY[lane]:
        found = Asset.objects.waiting(at=at).filter(lane=wanted).in_turn().values_list("pk", flat=True).first()
        if found is not None:
            return found
    return None


@transaction.atomic
def claim_asset(*, asset_id: int, at: datetime) -> Claim | None:
    """Take an asset nobody holds. None when it is held, finished, or has used up its attempts (then it fails here).

    The pause after a failure is laid down at once: a worker that is killed cannot do so any more.
    """
    asset = Asset.objects.waiting(at=at).filter(pk=asset_id).first()
    if asset is None:
        return None
    if asset.attempts >= MOST_ATTEMPTS:
        _fail(asset, Failure.ENCODING_FAILED, at=at, lease_token=asset.lease_token)
        return None
    token = secrets.token_hex(8)
    pause = after_trouble(asset.attempts + 1)
    unchanged = Asset.objects.waiting(at=at).filter(pk=asset_id, attempts=asset.attempts, lease_token=asset.lease_token)
    taken = unchanged.update(
        state=AssetState.PROBING if asset.lane == Lane.LOOK else AssetState.TRANSCODING,
        lease_token=token,
        lease_until=at + LEASE,
        attempts=asset.attempts + 1,
        claimed_at=at,
        not_before=at + pause if pause else None,
        delay_code="",
    )
    if not taken:
        return None
    return Claim(asset=Asset.objects.select_related("organisation").get(pk=asset_id), token=token)


def renew_lease(*, claim: Claim, percent: int, remaining_seconds: int | None = None, at: datetime) -> None:
    """Say that work goes on, how far it is, and how long it may still take."""
    advance(claim=claim, lease_until=at + LEASE, progress_percent=percent, remaining_seconds=remaining_seconds)


@transaction.atomic
def advance(*, claim: Claim, **changes: Any) -> None:
    """Change the claimed row. Raises LeaseLost when the claim is no longer good."""
    held = Asset.objects.filter(pk=claim.asset.pk, lease_token=claim.token, state__in=UNFINISHED)
    if not held.update(**changes):
        raise LeaseLost
    for field, value in changes.items():
        setattr(claim.asset, field, value)


@transaction.atomic
def fail_asset(*, claim: Claim, failure: Failure, at: datetime) -> Asset:
    """The file cannot be used: the reason stays, its bytes go – but not the original if another try may help."""
    _fail(claim.asset, failure, at=at, lease_token=claim.token)
    claim.asset.refresh_from_db()
    return claim.asset


@transaction.atomic
def hand_back(*, claim: Claim) -> Asset:
    """Let somebody else go on at once: the asset is not to blame, as at a shutdown."""
    return _release(claim, attempts=F("attempts") - 1, not_before=None)


@transaction.atomic
def hand_on(*, claim: Claim, lane: Lane) -> Asset:
    """This part is done; the next one waits in its lane and begins with all its attempts."""
    return _release(claim, attempts=0, not_before=None, lane=lane)


@transaction.atomic
def try_later(*, claim: Claim, at: datetime) -> Asset:
    """Something went wrong that may go right next time: wait, or fail when it was the last attempt."""
    pause = after_trouble(claim.asset.attempts)
    if pause is None:
        return fail_asset(claim=claim, failure=Failure.ENCODING_FAILED, at=at)
    return _release(claim, not_before=at + pause, delay_code=Delay.TRYING_AGAIN)


@transaction.atomic
def wait_for_room(*, claim: Claim, at: datetime) -> Asset:
    """The disk is full: wait without counting the attempt, for a day at most."""
    pause = after_full_disk(at - (claim.asset.stored_at or at))
    if pause is None:
        return fail_asset(claim=claim, failure=Failure.NO_ROOM, at=at)
    return _release(claim, attempts=F("attempts") - 1, not_before=at + pause, delay_code=Delay.DISK_FULL)


def _release(claim: Claim, **changes: Any) -> Asset:
    freed = {"state": AssetState.STORED, "lease_token": "", "lease_until": None, "remaining_seconds": None}
    advance(claim=claim, **freed, **changes)
    claim.asset.refresh_from_db()
    return claim.asset


def _fail(asset: Asset, failure: Failure, *, at: datetime, lease_token: str) -> None:
    """Bytes are removed before the commit: if the process dies in between, the row still asks for the work."""
    failed = Asset.objects.filter(pk=asset.pk, lease_token=lease_token, state__in=UNFINISHED).update(
        state=AssetState.FAILED,
        failure_code=failure.value,
        lease_token="",
        lease_until=None,
        not_before=None,
        delay_code="",
        remaining_seconds=None,
        published_level=0,
        edition="",
        posters=0,
        poster=0,
        finished_at=at,
    )
    if failed:
        asset.renditions.all().delete()
        let_go_of_bytes(asset=asset, keep_original=failure in CIRCUMSTANCES)
