"""Private notes: those of one lecture, beside it; and all of one's own, to search, print and take along."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.note import NoteForm
from courses.forms.place import PlaceForm, Places, places_of
from courses.models import Course, LectureRevision, Note
from courses.note_export import FORMATS, as_text, place_in_words
from courses.services import require_open
from courses.services.notes import delete_note, keep_note
from courses.views.discussion import is_part
from school.accounts.requests import MemberRequest
from school.discussion.places import place_from
from school.errors import NotFound, SchoolError

A_PAGE = 30


@dataclass(frozen=True)
class NoteRow:
    """`moment` says where, `address` leads there; `beyond`: the lecture has become shorter since."""

    note: Note
    moment: str
    address: str
    beyond: bool


def open_lecture(request: MemberRequest, lecture_id: str) -> LectureRevision:
    """The lecture whose notes are asked for. Raises NotFound or GateClosed, as the lecture itself."""
    rows = LectureRevision.objects.visible_to(request.authority).select_related("lecture")
    found = rows.filter(lecture__public_id=lecture_id).first()
    if found is None:
        raise NotFound
    return require_open(member=request.user, authority=request.authority, lecture=found.lecture, at=request.at)


def note_rows(request: MemberRequest, shown: LectureRevision) -> list[NoteRow]:
    """Her notes on this lecture, in its order. One query."""
    places = places_of(shown)
    notes = Note.objects.of(request.user).about(shown.lecture.public_id)
    return [_row(note, places) for note in notes]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The notes on one lecture; adding one, or putting a deleted one back."""
    shown = open_lecture(request, lecture_id)
    form = NoteForm(request.POST or None, places=places_of(shown))
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, shown, form)
        except SchoolError as refused:
            form.add_error("text", refused.detail)
        else:
            messages.success(request, _("Noted. Only you can see it."))
            return redirect("courses:notes", lecture_id)
    context = {
        "shown": shown,
        "course": shown.revision.course,
        "form": form,
        "rows": note_rows(request, shown),
        "deleted": (request.session.get("deleted_note") or {}).get("lecture") == lecture_id,
    }
    template = "courses/notes/_beside.html" if is_part(request) else "courses/notes/lecture.html"
    return render(request, template, context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: MemberRequest, lecture_id: str, note_key: str) -> HttpResponse:
    """Change one note, or pin it elsewhere."""
    shown = open_lecture(request, lecture_id)
    found = Note.objects.of(request.user).about(lecture_id).filter(key=note_key).first()
    if found is None:
        raise NotFound
    first = {"text": found.text, "key": found.key, **PlaceForm.initial_of(found.place)}
    form = NoteForm(request.POST or None, places=places_of(shown), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_note(
                member=request.user,
                lecture=shown.lecture,
                key=note_key,
                text=form.cleaned_data["text"],
                place=form.place(),
                at=request.at,
            )
        except SchoolError as refused:
            form.add_error("text", refused.detail)
        else:
            messages.success(request, _("Saved."))
            return redirect("courses:notes", lecture_id)
    context = {"shown": shown, "note": found, "form": form}
    return render(request, "courses/notes/note.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: MemberRequest, lecture_id: str, note_key: str) -> HttpResponse:
    """Delete one note; the page that follows offers it back once."""
    shown = open_lecture(request, lecture_id)
    gone = delete_note(member=request.user, lecture=shown.lecture, key=note_key)
    if gone is None:
        raise NotFound
    request.session["deleted_note"] = {
        "key": gone.key,
        "text": gone.text,
        "kind": gone.place_kind,
        "number": gone.place_number,
        "anchor": gone.place_anchor,
        "lecture": lecture_id,
    }
    return redirect("courses:notes", lecture_id)


@login_required
@require_POST
def put_back(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The note that was deleted last, as it was."""
    shown = open_lecture(request, lecture_id)
    gone = request.session.pop("deleted_note", None)
    if gone is None or gone["lecture"] != lecture_id:
        raise NotFound
    place = place_from(gone["kind"], str(gone["number"]), gone["anchor"])
    keep_note(
        member=request.user, lecture=shown.lecture, key=gone["key"], text=gone["text"], place=place, at=request.at
    )
    messages.success(request, _("Your note is back."))
    return redirect("courses:notes", lecture_id)


@login_required
@require_safe
def my_notes(request: MemberRequest) -> HttpResponse:
    """All of one's own notes over all courses."""
    search, course_id = request.GET.get("search", "").strip()[:100], request.GET.get("course", "")
    own = Note.objects.of(request.user)
    rows = own.in_course(course_id).telling(search).by_course()
    printing = request.GET.get("print") == "1"
    page = Paginator(rows, 2000 if printing else A_PAGE).get_page(request.GET.get("page"))
    asked = {"search": search, "course": course_id}
    noted = own.order_by().values("lecture__chapter__course")
    visible = set(Course.objects.visible_to(request.authority).filter(pk__in=noted).values_list("pk", flat=True))
    context = {
        "page": page,
        "rows": [_own_row(each, visible) for each in page],
        "search": search,
        "course_id": course_id,
        "courses": Course.objects.filter(pk__in=noted).order_by("title", "pk").only("public_id", "title"),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "printing": printing,
    }
    return render(request, "courses/notes/mine.html", context)


@login_required
@never_cache
@require_safe
def notes_file(request: MemberRequest, file_format: str) -> HttpResponseBase:
    """All of one's own notes, or those of one course, as Markdown or plain text."""
    if file_format not in FORMATS:
        raise NotFound
    rows = Note.objects.of(request.user).in_course(request.GET.get("course", "")).by_course()
    pieces = as_text(rows.iterator(chunk_size=500), markdown=file_format == "md")
    response = StreamingHttpResponse(pieces, content_type=f"{FORMATS[file_format]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-notes.{file_format}"'
    return response


def _keep(request: MemberRequest, shown: LectureRevision, form: NoteForm) -> Note:
    return keep_note(
        member=request.user,
        lecture=shown.lecture,
        key=form.cleaned_data["key"],
        text=form.cleaned_data["text"],
        place=form.place(),
        at=request.at,
    )


def _row(note: Note, places: Places) -> NoteRow:
    place = note.place
    return NoteRow(note, places.words(place) or place_in_words(place), places.address(place), places.is_beyond(place))


def _own_row(note: Note, visible: set[int]) -> NoteRow:
    """Beyond its lecture the length is not known; what is withdrawn can no longer be opened."""
    place = note.place
    places = Places(place.kind, place.number)
    shown = note.lecture.chapter.course_id in visible
    lecture = reverse("courses:lecture", args=[note.lecture.public_id])
    return NoteRow(note, place_in_words(place), lecture + places.address(place) if shown else "", beyond=False)
