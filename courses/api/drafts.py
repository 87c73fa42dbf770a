"""The studio's own calls: what is moved, renamed or typed on its pages is saved at once."""

from __future__ import annotations

from typing import TypeVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Field, Router, Schema

from courses.errors import LectureInvalid
from courses.forms.lecture import form_for
from courses.models import Chapter, Course, Lecture
from courses.services import place_chapter, place_lecture, retitle, save_lecture
from courses.views.in_scope import editable_chapter, editable_course, editable_lecture
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.errors import NotFound

drafts = Router(tags=["courses"], auth=signed_in)

Row = TypeVar("Row", Chapter, Lecture)


class Place(Schema):
    """Where a chapter or a lecture goes: before another one, or last. `version` is the outline that the author saw."""

    version: int
    chapter: str = Field("", max_length=12, description="For a lecture: the chapter that it goes into.")
    before: str = Field("", max_length=12, description="Before which one; empty: last.")


class OutlineVersion(Schema):
    version: int


class Retitled(Schema):
    """`before` is the title that the author saw; another one now is a conflict."""

    title: str = Field(..., min_length=1, max_length=120)
    before: str = Field(..., max_length=120)


class Title(Schema):
    title: str


class TypedLecture(Schema):
    """The fields of the lecture's form as a browser sends them, and the version on which they were typed."""

    version: int
    fields: dict[str, list[str]]


class SavedLecture(Schema):
    version: int


@drafts.put("/drafts/chapters/{chapter_id}/place", response=OutlineVersion, summary="Put a chapter into its place")
def put_chapter_place(request: HttpRequest, chapter_id: str, body: Place) -> OutlineVersion:
    """Problem `draft-moved`: somebody changed the outline in the meantime."""
    asked = cast("MemberRequest", request)
    chapter = editable_chapter(asked, chapter_id)
    before = _beside(Chapter.objects.in_draft().filter(course=chapter.course_id), body.before)
    place_chapter(chapter=chapter, before=before, at=asked.at, by=asked.user, version=body.version)
    return _outline_of(chapter.course_id)


@drafts.put("/drafts/lectures/{lecture_id}/place", response=OutlineVersion, summary="Put a lecture into its place")
def put_lecture_place(request: HttpRequest, lecture_id: str, body: Place) -> OutlineVersion:
    """Into any chapter of its course. Problem `draft-moved` as for chapters."""
    asked = cast("MemberRequest", request)
    lecture = editable_lecture(asked, lecture_id)
    course_id = lecture.chapter.course_id
    chapter = Chapter.objects.in_draft().filter(course=course_id, public_id=body.chapter).first()
    if chapter is None:
        raise NotFound
    before = _beside(Lecture.objects.in_draft().filter(chapter=chapter), body.before)
    place_lecture(lecture=lecture, chapter=chapter, before=before, at=asked.at, by=asked.user, version=body.version)
    return _outline_of(course_id)


@drafts.put("/drafts/courses/{course_id}/title", response=Title, summary="Rename a course")
def put_course_title(request: HttpRequest, course_id: str, body: Retitled) -> Title:
    """Problem `title-changed`: it has another title by now."""
    asked = cast("MemberRequest", request)
    row = editable_course(asked, course_id)
    return Title(title=retitle(row=row, title=body.title, before=body.before, by=asked.user, at=asked.at))


@drafts.put("/drafts/chapters/{chapter_id}/title", response=Title, summary="Rename a chapter")
def put_chapter_title(request: HttpRequest, chapter_id: str, body: Retitled) -> Title:
    """Problem `title-changed` as for courses."""
    asked = cast("MemberRequest", request)
    row = editable_chapter(asked, chapter_id)
    return Title(title=retitle(row=row, title=body.title, before=body.before, by=asked.user, at=asked.at))


@drafts.put("/drafts/lectures/{lecture_id}/title", response=Title, summary="Rename a lecture")
def put_lecture_title(request: HttpRequest, lecture_id: str, body: Retitled) -> Title:
    """Problem `title-changed` as for courses."""
    asked = cast("MemberRequest", request)
    row = editable_lecture(asked, lecture_id)
    return Title(title=retitle(row=row, title=body.title, before=body.before, by=asked.user, at=asked.at))


@drafts.put("/drafts/lectures/{lecture_id}", response=SavedLecture, summary="Save the form of a lecture")
def put_lecture(request: HttpRequest, lecture_id: str, body: TypedLecture) -> SavedLecture:
    """Saved while it is typed. Problems: `lecture-changed`, and `lecture-invalid`, which names the first field."""
    asked = cast("MemberRequest", request)
    lecture = editable_lecture(asked, lecture_id)
    sent = QueryDict(mutable=True)
    for name, values in body.fields.items():
        sent.setlist(name, values)
    form = form_for(lecture.kind)(sent, lecture=lecture)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise LectureInvalid(field=str(label or ""), reason=str(errors[0]))
    saved = save_lecture(lecture=lecture, version=body.version, edits=form.edits(), by=asked.user, at=asked.at)
    return SavedLecture(version=saved.version)


def _beside(rows: QuerySet[Row], public_id: str) -> Row | None:
    if not public_id:
        return None
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _outline_of(course_id: int) -> OutlineVersion:
    return OutlineVersion(version=Course.objects.values_list("outline_version", flat=True).get(pk=course_id))
