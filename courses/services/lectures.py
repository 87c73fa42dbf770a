"""Lectures of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from courses.errors import NotARecording, UnknownLectureKind
from courses.kinds import UnknownKind, kind_of
from courses.models import Chapter, Lecture, StepKind
from courses.richtext import canonical
from courses.services.drafting import lock_draft, lock_outline
from courses.services.gating import sound_gate
from courses.services.history import recorded, recorded_lecture
from courses.services.pictures import hold_pictures
from courses.services.step_files import DRAFT_USE
from courses.standard_kinds import ARTICLE
from media.models import Asset, AssetKind
from media.services import release_asset, use_asset
from school.organisation.models import Member

EDITED = ["title", "summary", "body", "minutes", "intro_ends_ms", "credits_start_ms", "gate", "version"]
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
    by: Member | None = None,
) -> Lecture:
    """A new last lecture of the chapter. `by` is who adds it; with nobody, the history does not mention it.

    Raises:
        UnknownLectureKind: no app registers this kind.
        GateInvalid, GateInCircles: as `courses.services.gating.sound_gate`.
    """
    try:
        kind_of(kind)
    except UnknownKind as error:
        raise UnknownLectureKind(kind=kind) from error
    with recorded(course_id=chapter.course_id, by=by, what=StepKind.LECTURE_ADDED, at=at, title=title):
        lock_outline(course_id=chapter.course_id, at=at)
        last = chapter.lectures.in_draft().last()
        lecture = Lecture.objects.create(
            chapter=chapter,
            position=last.position + 1 if last else 1,
            kind=kind,
            title=title,
            summary=summary,
            body=_kept(body, kind=kind),
            minutes=minutes,
            gate=sound_gate(gate=gate or {}, chapter=chapter),
        )
        hold_pictures(lecture=lecture, at=at)
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
    by: Member | None = None,
) -> Lecture:
    """Change the draft of a lecture; its version grows. Edits of one author that follow each other are one step.

    Raises:
        GateInvalid, GateInCircles: as `courses.services.gating.sound_gate`.
    """
    lecture.title = title
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.LECTURE_EDITED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        lecture.summary, lecture.minutes = summary, minutes
        lecture.body = _kept(body, kind=lecture.kind, before=lecture.body)
        lecture.intro_ends_ms, lecture.credits_start_ms = intro_ends_ms, credits_start_ms
        lecture.gate = sound_gate(gate=gate, chapter=lecture.chapter)
        lecture.version = Lecture.objects.values_list("version", flat=True).get(pk=lecture.pk) + 1
        lecture.save(update_fields=EDITED)
        hold_pictures(lecture=lecture, at=at)
    return lecture


@transaction.atomic
def attach_asset(*, lecture: Lecture, asset: Asset, at: datetime, by: Member | None = None) -> Lecture:
    """Give the draft this recording. The one before is let go, unless a revision still holds it.

    Raises:
        NotARecording: it is known to be something else.
    """
    if asset.kind not in HEARD:
        raise NotARecording
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.FILE_ATTACHED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        before = lecture.asset
        use_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
        lecture.asset = asset
        lecture.save(update_fields=["asset"])
        if before is not None and before.pk != asset.pk:
            release_asset(asset=before, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture


def _kept(body: str, *, kind: str, before: str = "") -> str:
    """An article's text in its one form; one that still says the same stays as it was first written."""
    if kind != ARTICLE:
        return body
    return before if canonical(body) == canonical(before) else canonical(body)
