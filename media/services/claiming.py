"""Who works on an asset: a claim is a token on the row that must be renewed, so that a dead worker's
work comes back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from media import storage
from media.failures import Failure
from media.models import UNFINISHED, Asset, AssetState

LEASE: Final = timedelta(seconds=45)
MOST_ATTEMPTS: Final = 3
"""A file that kills its worker three times is given up, instead of killing workers for ever."""


class LeaseLost(Exception):
    """Somebody else has the asset now; this worker must not touch it any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one asset, as long as it is renewed."""

    asset: Asset
    token: str


@transaction.atomic
def claim_asset(*, asset_id: int, at: datetime) -> Claim | None:
    """Take an asset nobody holds. None when it is held, finished, or has used up its attempts (then it fails here)."""
    token = secrets.token_hex(8)
    taken = Asset.objects.waiting(at=at).filter(pk=asset_id, attempts__lt=MOST_ATTEMPTS)
    if taken.update(state=AssetState.PROBING, lease_token=token, lease_until=at + LEASE, attempts=F("attempts") + 1):
        return Claim(asset=Asset.objects.select_related("organisation").get(pk=asset_id), token=token)
    for worn_out in Asset.objects.waiting(at=at).filter(pk=asset_id):
        _fail(worn_out, Failure.ENCODING_FAILED, at=at, lease_token=worn_out.lease_token)
    return None


def renew_lease(*, claim: Claim, percent: int, at: datetime) -> None:
    """Say that work goes on, and how far it is."""
    advance(claim=claim, lease_until=at + LEASE, progress_percent=percent)


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
    """The file cannot be used: the reason stays, its bytes go."""
    _fail(claim.asset, failure, at=at, lease_token=claim.token)
    claim.asset.refresh_from_db()
    return claim.asset


@transaction.atomic
def hand_back(*, claim: Claim, counted: bool) -> Asset:
    """Let somebody else try. `counted` is false when the asset is not to blame, as at a shutdown."""
    attempts = F("attempts") if counted else F("attempts") - 1
    advance(claim=claim, state=AssetState.STORED, lease_token="", lease_until=None, attempts=attempts)
    claim.asset.refresh_from_db()
    return claim.asset


def _fail(asset: Asset, failure: Failure, *, at: datetime, lease_token: str) -> None:
    """Bytes are removed before the commit: if the process dies in between, the row still asks for the work."""
    failed = Asset.objects.filter(pk=asset.pk, lease_token=lease_token, state__in=UNFINISHED).update(
        state=AssetState.FAILED,
        failure_code=failure.value,
        lease_token="",
        lease_until=None,
        published_level=0,
        edition="",
        finished_at=at,
    )
    if failed:
        asset.renditions.all().delete()
        storage.remove_everything(asset.public_id)
