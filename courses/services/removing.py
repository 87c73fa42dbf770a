"""Taking chapters and lectures out of a draft, and putting them back. What was published stays published, and what was
earned stays earned."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.errors import ChapterGone, NothingToUndo
from courses.models import Chapter, Course, DraftStep, Lecture, StepKind
from courses.models.draft_step import REMOVALS
from courses.services.drafting import lock_draft, lock_outline
from courses.services.history import recorded, recorded_chapter
from courses.services.pictures import hold_pictures
from courses.services.step_files import DRAFT_USE
from courses.services.turning_back import bring_back
from media.services import release_asset
from school.organisation.models import Member


@transaction.atomic
def remove_lecture(*, lecture: Lecture, at: datetime, by: Member | None = None) -> Lecture:
    """Take the lecture out of the draft. The row remains: completions and revisions point at it.

    Its recording is let go of here; revisions and the history hold theirs themselves.
    """
    told = {"subject": lecture.public_id, "title": lecture.title}
    with recorded(course_id=lecture.chapter.course_id, by=by, what=StepKind.LECTURE_REMOVED, at=at, **told):
        lock_outline(course_id=lecture.chapter.course_id, at=at)
        used = (lecture.asset, lecture.deck)
        lecture.removed_at, lecture.asset, lecture.deck = at, None, None
        lecture.save(update_fields=["removed_at", "asset", "deck"])
        for asset in used:
            if asset is not None:
                release_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
        hold_pictures(lecture=lecture, at=at)
    return lecture


@transaction.atomic
def remove_chapter(*, chapter: Chapter, at: datetime, by: Member | None = None) -> Chapter:
    """Take the chapter and every lecture in it out of the draft."""
    with recorded_chapter(chapter=chapter, by=by, what=StepKind.CHAPTER_REMOVED, at=at):
        for lecture in chapter.lectures.in_draft().select_related("chapter", "asset", "deck"):
            remove_lecture(lecture=lecture, at=at)
        lock_draft(course_id=chapter.course_id, at=at)
        chapter.removed_at = at
        chapter.save(update_fields=["removed_at"])
    return chapter


@transaction.atomic
def put_back(*, course: Course, step: DraftStep, by: Member, at: datetime) -> DraftStep:
    """Bring back what this step took out, whatever was done since, at the end of where it was.

    Raises:
        NothingToUndo: the step took nothing out, was undone, or what it took out is back already.
        ChapterGone: the draft has no chapter for its lectures.
    """
    draft = lock_outline(course_id=course.pk, at=at)
    if step.what not in REMOVALS or not is_out(step=step):
        raise NothingToUndo
    back = StepKind.CHAPTER_RESTORED if step.what == StepKind.CHAPTER_REMOVED else StepKind.LECTURE_RESTORED
    with recorded(course_id=draft.pk, by=by, what=back, at=at, subject=step.subject, **step.facts):
        if back == StepKind.LECTURE_RESTORED and not draft.chapters.in_draft().exists():
            raise ChapterGone
        bring_back(course=draft, changes=step.changes, at=at)
    return step


def is_out(*, step: DraftStep) -> bool:
    """Whether what the step took out is still out."""
    rows: type[Chapter | Lecture] = Chapter if step.what == StepKind.CHAPTER_REMOVED else Lecture
    return rows.objects.filter(public_id=step.subject, removed_at__isnull=False).exists()
