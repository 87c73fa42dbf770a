"""The deck, the narration and the page times of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from courses.errors import NotADeck, PageTimesInvalid
from courses.models import Lecture, StepKind
from courses.page_times import PageTimesMalformed, check
from courses.services.drafting import lock_draft
from courses.services.history import recorded_lecture
from courses.services.step_files import DRAFT_USE
from media.models import Asset, AssetKind
from media.services import release_asset, use_asset
from school.organisation.models import Member


@transaction.atomic
def attach_deck(*, lecture: Lecture, asset: Asset, at: datetime, by: Member | None = None) -> Lecture:
    """Give the draft these slides. The ones before are let go, unless a revision still holds them; times stay.

    Raises:
        NotADeck: it is known to be something else.
    """
    if asset.kind not in {"", AssetKind.DECK}:
        raise NotADeck
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.FILE_ATTACHED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        before = lecture.deck
        use_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
        lecture.deck = asset
        lecture.save(update_fields=["deck"])
        if before is not None and before.pk != asset.pk:
            release_asset(asset=before, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture


@transaction.atomic
def release_narration(*, lecture: Lecture, at: datetime, by: Member | None = None) -> Lecture:
    """From now on the draft's slides are read without anybody speaking. The page times stay, for another narration."""
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.FILE_RELEASED, at=at):
        lock_draft(course_id=lecture.chapter.course_id, at=at)
        before = lecture.asset
        lecture.asset = None
        lecture.save(update_fields=["asset"])
        if before is not None:
            release_asset(asset=before, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture


@transaction.atomic
def set_page_times(*, lecture: Lecture, times: Sequence[int | None], at: datetime, by: Member | None = None) -> Lecture:
    """Say when the pages begin, in milliseconds of the narration; None for one not marked yet.

    Raises:
        PageTimesInvalid: one does not lie after the page before it and within the narration, or there is none.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    lecture.refresh_from_db(fields=["deck", "asset"])
    pages = lecture.deck.pages.count() if lecture.deck else 0
    duration = (lecture.asset.duration_ms or 0) if lecture.asset else 0
    try:
        check(times, pages=pages, duration_ms=duration)
    except PageTimesMalformed as error:
        raise PageTimesInvalid(page=error.page) from error
    lecture.page_times = list(times)
    with recorded_lecture(lecture=lecture, by=by, what=StepKind.PAGES_TIMED, at=at):
        lecture.save(update_fields=["page_times"])
    return lecture
