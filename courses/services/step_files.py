"""The files that the history of a draft can bring back stay, as long as the history does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from courses.models import DraftStep, Lecture, StepState
from courses.pictures import named_in
from courses.policies import HISTORY_DAYS
from media.models import Asset, AssetKind
from media.services import release_asset, use_asset
from school.policies.reading import policy

DRAFT_USE = "lecture"
STEP_USE = "draft_step"
BATCH = 200

FILE_COLUMNS = tuple(
    field.attname
    for field in Lecture._meta.concrete_fields  # noqa: SLF001  # documented API
    if field.related_model is Asset
)


def hold_files(*, step: DraftStep) -> None:
    """Hold every file that undoing or doing this step again would need."""
    for asset in _assets_in(step.changes):
        use_asset(asset=asset, user_kind=STEP_USE, user_id=step.public_id)


def files_in(*, changes: Iterable[dict[str, Any]]) -> set[int]:
    """Primary keys of the files that these changes name, on either side."""
    sides = [change[side] for change in changes for side in ("before", "after") if change[side]]
    return {side[column] for side in sides for column in FILE_COLUMNS if side.get(column)}


def _assets_in(changes: Iterable[dict[str, Any]]) -> list[Asset]:
    """The files of these changes and the pictures that their texts show."""
    texts = [change[side].get("body") or "" for change in changes for side in ("before", "after") if change[side]]
    named = {public_id for text in texts for public_id in named_in(text)}
    return list(
        Asset.objects.filter(Q(pk__in=files_in(changes=changes)) | Q(public_id__in=named, kind=AssetKind.IMAGE))
    )


def forget_steps(*, at: datetime) -> int:
    """Forget steps that are older than the policy keeps them, and let go of their files; how many there were.

    Of steps that members have not seen published, only what was changed is forgotten: who wrote in a draft does not
    decide about it, however long it waits.
    """
    old = DraftStep.objects.filter(at__lt=at - timedelta(days=policy(HISTORY_DAYS))).order_by("pk")
    forgotten = 0
    while steps := list(old.filter(course__published_revision__published_at__gte=F("at"))[:BATCH]):
        with transaction.atomic():
            _let_go(steps, at)
            DraftStep.objects.filter(pk__in=[step.pk for step in steps]).delete()
        forgotten += len(steps)
    while steps := list(old.exclude(changes=[])[:BATCH]):
        with transaction.atomic():
            _let_go(steps, at)
            emptied = DraftStep.objects.filter(pk__in=[step.pk for step in steps])
            emptied.filter(state=StepState.UNDONE).update(state=StepState.PASSED)
            emptied.update(changes=[])
        forgotten += len(steps)
    return forgotten


def _let_go(steps: Iterable[DraftStep], at: datetime) -> None:
    for step in steps:
        for asset in _assets_in(step.changes):
            release_asset(asset=asset, user_kind=STEP_USE, user_id=step.public_id, at=at)
