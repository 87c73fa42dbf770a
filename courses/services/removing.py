"""Taking chapters and lectures out of a draft. What was published stays published, and what was earned stays earned."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Chapter, Lecture
from courses.services.drafting import lock_draft
from courses.services.lectures import DRAFT_USE
from media.services import release_asset


@transaction.atomic
def remove_lecture(*, lecture: Lecture, at: datetime) -> Lecture:
    """Take the lecture out of the draft. The row remains: completions and revisions point at it.

    Its recording is let go of here; revisions hold theirs themselves.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    used = (lecture.asset, lecture.deck)
    lecture.removed_at, lecture.asset, lecture.deck = at, None, None
    lecture.save(update_fields=["removed_at", "asset", "deck"])
    for asset in used:
        if asset is not None:
            release_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    return lecture


@transaction.atomic
def remove_chapter(*, chapter: Chapter, at: datetime) -> Chapter:
    """Take the chapter and every lecture in it out of the draft."""
    for lecture in chapter.lectures.in_draft().select_related("chapter", "asset", "deck"):
        remove_lecture(lecture=lecture, at=at)
    lock_draft(course_id=chapter.course_id, at=at)
    chapter.removed_at = at
    chapter.save(update_fields=["removed_at"])
    return chapter
