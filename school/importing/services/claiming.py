"""Who works on an import or export: a claim on its row that is renewed with every chunk of work.

A worker that dies leaves a claim that lapses; the sweep finds the work and it goes on after the last chunk.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from django.db import transaction
from django.db.models import F

from school.importing.models import ExportJob, ImportBatch

LEASE: Final = timedelta(seconds=60)

Work = TypeVar("Work", ImportBatch, ExportJob)


class LeaseLost(Exception):
    """Somebody else has the work now, or it was given up; this worker must not touch it any more."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[Work]):
    """The right to work on one row, as long as it is renewed."""

    work: Work
    token: str


@transaction.atomic
def claim(*, model: type[Work], pk: int, at: datetime) -> Claim[Work] | None:
    """Take work that nobody holds; None when it is held, finished or given up."""
    token = secrets.token_hex(8)
    waiting = model.objects.waiting(at=at).filter(pk=pk)
    if not waiting.update(lease_token=token, lease_until=at + LEASE, attempts=F("attempts") + 1):
        return None
    return Claim(work=model.objects.select_related("organisation", "by", "file").get(pk=pk), token=token)


@transaction.atomic
def advance(*, claimed: Claim[Work], at: datetime, **changes: Any) -> None:
    """Change the claimed row and renew the claim, in the transaction of the work itself.

    Raises:
        LeaseLost: when the claim is no longer good; the caller's transaction must not commit.
    """
    renewed = {"lease_until": at + LEASE, "attempts": 0} | changes
    _change(claimed, renewed)


@transaction.atomic
def finish(*, claimed: Claim[Work], **changes: Any) -> None:
    """Change the claimed row for the last time and let go of it. Raises LeaseLost."""
    _change(claimed, {"lease_token": "", "lease_until": None, "attempts": 0} | changes)


def _change(claimed: Claim[Work], changes: dict[str, Any]) -> None:
    work = claimed.work
    held = type(work).objects.filter(pk=work.pk, lease_token=claimed.token, state=work.state)
    if not held.update(**changes):
        raise LeaseLost
    for name, value in changes.items():
        setattr(work, name, value)
