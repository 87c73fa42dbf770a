"""Comparing what stands with the facts of record, and raising what fell short of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from progress.rebuilt import completions, ledger, timelines, viewing
from progress.rebuilt.difference import Difference


def differences(*, at: datetime) -> Iterator[Difference]:
    """Everything that is not what follows from the facts; reads only."""
    yield from viewing.differences()
    yield from viewing.carried_differences()
    yield from timelines.differences()
    yield from completions.differences(at=at)
    yield from ledger.differences()


def rebuild(*, at: datetime) -> list[Difference]:
    """Mend what can be mended, each in a transaction of its own, and return what still differs afterwards.

    Mending only raises: what stands without a fact is left for a person.
    """
    for found in list(differences(at=at)):
        if found.mend is not None:
            with transaction.atomic():
                found.mend()
    return list(differences(at=at))
