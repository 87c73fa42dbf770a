"""Chapters of a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Chapter, Course
from courses.services.drafting import lock_draft


@transaction.atomic
def add_chapter(*, course: Course, title: str, at: datetime) -> Chapter:
    """A new last chapter."""
    draft = lock_draft(course_id=course.pk, at=at)
    last = draft.chapters.in_draft().last()
    return Chapter.objects.create(course=draft, title=title, position=last.position + 1 if last else 1)


@transaction.atomic
def edit_chapter(*, chapter: Chapter, title: str, at: datetime) -> Chapter:
    """Give the chapter another title."""
    lock_draft(course_id=chapter.course_id, at=at)
    chapter.title = title
    chapter.save(update_fields=["title"])
    return chapter
