"""Lectures of a draft, as plain forms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import services
from courses.errors import LectureChanged
from courses.forms.lecture import LectureForm, NewLectureForm, form_for
from courses.kinds import UnknownKind, kind_of
from courses.models import Lecture
from courses.services.ordering import Direction
from courses.slides import SLIDES
from courses.views.gates import gate_in_words
from courses.views.in_scope import editable_chapter, editable_lecture
from courses.views.slides import slides_facts
from media.documents import ACCEPTED
from school.accounts.requests import MemberRequest
from school.errors import NotFound


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
        title = form.cleaned_data["title"]
        lecture = services.add_lecture(chapter=chapter, kind=kind, title=title, at=request.at, by=request.user)
        return redirect(known.edited_at or "courses:edit_lecture", lecture_id=lecture.public_id)
    return render(request, "courses/studio/new_lecture.html", {"chapter": chapter, "kind": known, "form": form})


@login_required
@require_POST
def add_lecture(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """From the outline: title and kind, and the outline is shown again, so that the next one can follow."""
    chapter = editable_chapter(request, chapter_id)
    form = NewLectureForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give the lecture a title."))
        return redirect("courses:studio_course", course_id=chapter.course.public_id)
    title, kind = form.cleaned_data["title"], request.POST.get("kind", "")
    lecture = services.add_lecture(chapter=chapter, kind=kind, title=title, at=request.at, by=request.user)
    outline = reverse("courses:studio_course", args=[chapter.course.public_id])
    return redirect(f"{outline}#{lecture.public_id}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The draft of one lecture, in the form of its kind. Saved by itself with script, by its button without."""
    lecture = editable_lecture(request, lecture_id)
    kind = kind_of(lecture.kind)
    form = form_for(lecture.kind)(request.POST or None, lecture=lecture)
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "kind": kind,
        "form": form,
        **(slides_facts(lecture) if lecture.kind == SLIDES else {}),
        "accepted": ACCEPTED,
        "opens": gate_in_words(lecture),
    }
    if request.method == "POST" and form.is_valid():
        try:
            services.save_lecture(
                lecture=lecture, version=_version(request, lecture), edits=form.edits(), by=request.user, at=request.at
            )
        except LectureChanged as late:
            context |= {"late": late.detail, "theirs": _theirs(lecture, form)}
            return render(request, "courses/studio/lecture.html", context, status=late.status)
        messages.success(request, _("Saved."))
        return redirect("courses:edit_lecture", lecture_id=lecture_id)
    return render(request, "courses/studio/lecture.html", context)


def _version(request: MemberRequest, lecture: Lecture) -> int:
    """The version that the page showed; a form that names none is taken as the latest."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else lecture.version


def _theirs(lecture: Lecture, mine: LectureForm) -> list[tuple[str, str]]:
    """What stands now in the fields that the author wanted otherwise, by their labels."""
    stands = form_for(lecture.kind)(lecture=lecture)
    return [(str(field.label), str(field.value() or "")) for field in stands if field.name in mine.changed_data]


@login_required
@require_POST
def move_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """One place up or down, across the edge of a chapter if need be."""
    lecture = editable_lecture(request, lecture_id)
    direction: Direction = "up" if request.POST.get("direction") == "up" else "down"
    services.move_lecture(lecture=lecture, direction=direction, at=request.at, by=request.user)
    return redirect("courses:studio_course", course_id=lecture.chapter.course.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Say what will happen, then take the lecture out."""
    lecture = editable_lecture(request, lecture_id)
    if request.method == "POST":
        services.remove_lecture(lecture=lecture, at=request.at, by=request.user)
        messages.success(request, _("The lecture was taken out of the draft."))
        return redirect("courses:studio_course", course_id=lecture.chapter.course.public_id)
    return render(request, "courses/studio/delete_lecture.html", {"lecture": lecture})
