"""Chapters of a draft, as plain forms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import services
from courses.forms.course import ChapterForm
from courses.services.ordering import Direction
from courses.views.in_scope import editable_chapter, editable_course
from school.accounts.requests import MemberRequest


@login_required
@require_POST
def new_chapter(request: MemberRequest, course_id: str) -> HttpResponse:
    """Add a last chapter."""
    course = editable_course(request, course_id)
    form = ChapterForm(request.POST)
    if form.is_valid():
        services.add_chapter(course=course, title=form.cleaned_data["title"], at=request.at, by=request.user)
    else:
        messages.error(request, _("Please give the chapter a title."))
    return redirect("courses:studio_course", course_id=course_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_chapter(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """Rename a chapter."""
    chapter = editable_chapter(request, chapter_id)
    form = ChapterForm(request.POST or None, initial={"title": chapter.title})
    if request.method == "POST" and form.is_valid():
        services.edit_chapter(chapter=chapter, title=form.cleaned_data["title"], at=request.at, by=request.user)
        return redirect("courses:studio_course", course_id=chapter.course.public_id)
    return render(request, "courses/studio/chapter.html", {"chapter": chapter, "form": form})


@login_required
@require_POST
def move_chapter(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """One place up or down."""
    chapter = editable_chapter(request, chapter_id)
    direction: Direction = "up" if request.POST.get("direction") == "up" else "down"
    services.move_chapter(chapter=chapter, direction=direction, at=request.at, by=request.user)
    return redirect("courses:studio_course", course_id=chapter.course.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_chapter(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """Say what will happen, then take the chapter out."""
    chapter = editable_chapter(request, chapter_id)
    if request.method == "POST":
        services.remove_chapter(chapter=chapter, at=request.at, by=request.user)
        messages.success(request, _("The chapter was taken out of the draft."))
        return redirect("courses:studio_course", course_id=chapter.course.public_id)
    context = {"chapter": chapter, "lecture_count": chapter.lectures.in_draft().count()}
    return render(request, "courses/studio/delete_chapter.html", context)
