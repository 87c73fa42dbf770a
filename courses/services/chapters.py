"""Chapters of a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Chapter, Course, StepKind
from courses.services.drafting import lock_outline
from courses.services.history import recorded, recorded_chapter
from school.organisation.models import Member


@transaction.atomic
def add_chapter(*, course: Course, title: str, at: datetime, by: Member | None = None) -> Chapter:
    """A new last chapter. `by` is who adds it; with nobody, the history of the draft does not mention it."""
    with recorded(course_id=course.pk, by=by, what=StepKind.CHAPTER_ADDED, at=at, title=title):
        draft = lock_outline(course_id=course.pk, at=at)
        last = draft.chapters.in_draft().last()
        return Chapter.objects.create(course=draft, title=title, position=last.position + 1 if last else 1)


@transaction.atomic
def edit_chapter(*, chapter: Chapter, title: str, at: datetime, by: Member | None = None) -> Chapter:
    """Give the chapter another title. `by` as in `add_chapter`."""
    before, chapter.title = chapter.title, title
    with recorded_chapter(chapter=chapter, by=by, what=StepKind.CHAPTER_RENAMED, at=at, before=before):
        lock_outline(course_id=chapter.course_id, at=at)
        chapter.save(update_fields=["title"])
    return chapter
