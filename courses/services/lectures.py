"""Lectures of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from courses.availability import GateMalformed, check
from courses.errors import GateInvalid, NotARecording, UnknownLectureKind
from courses.kinds import UnknownKind, kind_of
from courses.models import Chapter, Lecture
from courses.services.drafting import lock_draft
from media.models import Asset, AssetKind
from media.services import release_asset, use_asset

DRAFT_USE = "lecture"
# Without a kind: not measured yet.
HEARD = frozenset({"", AssetKind.VIDEO, AssetKind.AUDIO})


@transaction.atomic
def add_lecture(
    *,
    chapter: Chapter,
    kind: str,
    title: str,
    at: datetime,
    summary: str = "",
    body: str = "",
    minutes: Decimal = Decimal(0),
    asset: Asset | None = None,
    gate: Mapping[str, Any] | None = None,
) -> Lecture:
    """A new last lecture of the chapter.

    Raises:
        UnknownLectureKind: no app registers this kind.
        GateInvalid: the gate does not follow the grammar.
    """
    try:
        kind_of(kind)
    except UnknownKind as error:
        raise UnknownLectureKind(kind=kind) from error
    lock_draft(course_id=chapter.course_id, at=at)
    last = chapter.lectures.in_draft().last()
    lecture = Lecture.objects.create(
        chapter=chapter,
        position=last.position + 1 if last else 1,
        kind=kind,
        title=title,
        summary=summary,
        body=body,
        minutes=minutes,
        gate=_checked(gate or {}),
    )
    return lecture if asset is None else attach_asset(lecture=lecture, asset=asset, at=at)


@transaction.atomic
def edit_lecture(
    *,
    lecture: Lecture,
    title: str,
    summary: str,
    body: str,
    minutes: Decimal,
    intro_ends_ms: int | None,
    credits_start_ms: int | None,
    gate: Mapping[str, Any],
    at: datetime,
) -> Lecture:
    """Change the draft of a lecture. Raises GateInvalid when the gate does not follow the grammar."""
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    lecture.title, lecture.summary, lecture.body, lecture.minutes = title, summary, body, minutes
    lecture.intro_ends_ms, lecture.credits_start_ms = intro_ends_ms, credits_start_ms
    lecture.gate = _checked(gate)
    lecture.save(update_fields=["title", "summary", "body", "minutes", "intro_ends_ms", "credits_start_ms", "gate"])
    return lecture


@transaction.atomic
def attach_asset(*, lecture: Lecture, asset: Asset, at: datetime) -> Lecture:
    """Give the draft this recording. The one before is let go, unless a revision still holds it.

    Raises:
        NotARecording: it is known to be something else.
    """
    if asset.kind not in HEARD:
        raise NotARecording
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    before = lecture.asset
    use_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
    lecture.asset = asset
    lecture.save(update_fields=["asset"])
    if before is not None and before.pk != asset.pk:
        release_asset(asset=before, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture


def _checked(gate: Mapping[str, Any]) -> dict[str, Any]:
    try:
        check(gate)
    except GateMalformed as error:
        raise GateInvalid from error
    return dict(gate)
