"""Comparing what stands with the facts of record, and raising what fell short of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from progress.models import ProgressDifference
from progress.rebuilt import completions, deciding, ledger, timelines, viewing
from progress.rebuilt.difference import Difference
from school.audit.recording import record


def differences(*, at: datetime) -> Iterator[Difference]:
    """Everything that is not what follows from the facts; reads only."""
    yield from viewing.differences()
    yield from viewing.carried_differences()
    yield from timelines.differences()
    yield from completions.differences(at=at)
    yield from deciding.differences()
    yield from ledger.differences()


def rebuild(*, at: datetime) -> list[Difference]:
    """Mend what can be mended, each in a transaction of its own; note and return what still differs afterwards.

    Mending only raises: what stands without a fact is left for a person. Members go on studying meanwhile, so only
    what was there before and after the mending is believed.
    """
    found = list(differences(at=at))
    mended = [difference for difference in found if difference.mend is not None]
    for difference in mended:
        with transaction.atomic():
            if difference.mend is not None:
                difference.mend()
    seen = {str(difference) for difference in found}
    lasting = [difference for difference in differences(at=at) if str(difference) in seen] if found else []
    _note(lasting, mended=len(mended), at=at)
    return lasting


@transaction.atomic
def _note(lasting: Sequence[Difference], *, mended: int, at: datetime) -> None:
    known = {str(row): row.pk for row in ProgressDifference.objects.standing()}
    still = {str(difference) for difference in lasting}
    new = [difference for difference in lasting if str(difference) not in known]
    ProgressDifference.objects.bulk_create(
        (ProgressDifference(what=one.what, subject=one.subject, problem=one.problem, found_at=at) for one in new),
        ignore_conflicts=True,
    )
    ProgressDifference.objects.filter(pk__in=[pk for said, pk in known.items() if said not in still]).end(at=at)
    if mended or new:
        record(
            actor=None,
            action="progress.rebuild",
            subject_kind="progress",
            subject_id="",
            details={"mended": mended, "found": len(new)},
            at=at,
        )
