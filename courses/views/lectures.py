"""Lectures of a draft, as plain forms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import services
from courses.forms.lecture import NewLectureForm, form_for
from courses.kinds import UnknownKind, kind_of
from courses.services.ordering import Direction
from courses.slides import SLIDES
from courses.standard_kinds import RECORDINGS
from courses.views.in_scope import editable_chapter, editable_lecture
from courses.views.slides import slides_facts
from school.accounts.requests import MemberRequest
from school.errors import NotFound

# Where the content of kinds that other apps own is edited.
CONTENT_ELSEWHERE = {"quiz": "quizzes:edit_quiz"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_lecture(request: MemberRequest, chapter_id: str, kind: str) -> HttpResponse:
    """A title first; the content is asked for on the lecture's own page."""
    chapter = editable_chapter(request, chapter_id)
    try:
        known = kind_of(kind)
    except UnknownKind as error:
        raise NotFound from error
    form = NewLectureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lecture = services.add_lecture(chapter=chapter, kind=kind, title=form.cleaned_data["title"], at=request.at)
        return redirect(CONTENT_ELSEWHERE.get(kind, "courses:edit_lecture"), lecture_id=lecture.public_id)
    return render(request, "courses/studio/new_lecture.html", {"chapter": chapter, "kind": known, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The draft of one lecture, in the form of its kind."""
    lecture = editable_lecture(request, lecture_id)
    form = form_for(lecture.kind)(request.POST or None, lecture=lecture)
    if request.method == "POST" and form.is_valid():
        services.edit_lecture(lecture=lecture, at=request.at, **form.edits())
        messages.success(request, _("Saved."))
        return redirect("courses:edit_lecture", lecture_id=lecture_id)
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "kind": kind_of(lecture.kind),
        "form": form,
        "takes_recording": lecture.kind in RECORDINGS,
        **(slides_facts(lecture) if lecture.kind == SLIDES else {}),
        "content_elsewhere": CONTENT_ELSEWHERE.get(lecture.kind, ""),
    }
    return render(request, "courses/studio/lecture.html", context)


@login_required
@require_POST
def move_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """One place up or down, across the edge of a chapter if need be."""
    lecture = editable_lecture(request, lecture_id)
    direction: Direction = "up" if request.POST.get("direction") == "up" else "down"
    services.move_lecture(lecture=lecture, direction=direction, at=request.at)
    return redirect("courses:studio_course", course_id=lecture.chapter.course.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Say what will happen, then take the lecture out."""
    lecture = editable_lecture(request, lecture_id)
    if request.method == "POST":
        services.remove_lecture(lecture=lecture, at=request.at)
        messages.success(request, _("The lecture was taken out of the draft."))
        return redirect("courses:studio_course", course_id=lecture.chapter.course.public_id)
    return render(request, "courses/studio/delete_lecture.html", {"lecture": lecture})
