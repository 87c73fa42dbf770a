"""The draft of one course, on the page that members see: edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.durations import minutes_in_words
from courses.forms.course import ChapterForm, CourseForm
from courses.kinds import all_kinds
from courses.models import Chapter, Course, Lecture
from courses.services import edit_course
from courses.standard_kinds import recording_minutes
from courses.views.in_scope import editable_course
from media.models import Asset, AssetState
from school.accounts.requests import MemberRequest


@dataclass(frozen=True)
class DraftRow:
    """A lecture in the draft; `new` says that members do not see it yet."""

    lecture: Lecture
    new: bool

    @property
    def minutes(self) -> str:
        """Its length in words, empty while that is measured only when it is published."""
        minutes = recording_minutes(self.lecture)
        return minutes_in_words(minutes) if minutes else ""

    @property
    def waits_for(self) -> Asset | None:
        """A file of it that cannot be used yet, or not at all."""
        files = (self.lecture.asset, self.lecture.deck)
        return next((file for file in files if file is not None and file.state != AssetState.READY), None)


@dataclass(frozen=True)
class DraftChapter:
    """A chapter with its lectures in order."""

    chapter: Chapter
    rows: tuple[DraftRow, ...]


@login_required
@require_safe
def studio_course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Chapters and lectures of the draft, with everything that can be done to them."""
    course = editable_course(request, course_id)
    shown = course.published_revision
    chapters = draft_chapters(course)
    context: dict[str, Any] = {
        "course": course,
        "chapters": chapters,
        "chapter_form": ChapterForm(),
        "kinds": all_kinds(),
        "lecture_count": sum(len(chapter.rows) for chapter in chapters),
        "last_step": course.steps.select_related("by").last_done(),
        "next_step": course.steps.next_undone(),
        "unpublished": shown is not None and course.is_published and course.changed_at > shown.published_at,
    }
    return render(request, "courses/studio/course.html", context)


def draft_chapters(course: Course) -> list[DraftChapter]:
    """The draft in three questions, however long it is."""
    shown: set[int] = set()
    if course.published_revision_id is not None and course.is_published:
        shown = set(
            Lecture.objects.filter(revisions__revision=course.published_revision_id).values_list("pk", flat=True)
        )
    rows: dict[int, list[DraftRow]] = {}
    lectures = Lecture.objects.in_draft().filter(chapter__course=course).select_related("asset", "deck")
    for lecture in lectures.defer("body", "gate", "page_times"):
        rows.setdefault(lecture.chapter_id, []).append(
            DraftRow(lecture, course.is_published and lecture.pk not in shown)
        )
    return [DraftChapter(chapter, tuple(rows.get(chapter.pk, ()))) for chapter in course.chapters.in_draft()]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about_course(request: MemberRequest, course_id: str) -> HttpResponse:
    """Title, summary, and whether it is required."""
    course = editable_course(request, course_id)
    initial = {"title": course.title, "summary": course.summary, "required": course.required}
    form = CourseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_course(course=course, at=request.at, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("courses:studio_course", course_id=course_id)
    return render(request, "courses/studio/about_course.html", {"course": course, "form": form})
