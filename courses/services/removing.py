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
    """Take the lecture out of the draft. The row remains: completions and revisions point at it."""
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    lecture.removed_at = at
    lecture.save(update_fields=["removed_at"])
    for asset in (lecture.asset, lecture.deck):
        if asset is not None:
            release_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
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
