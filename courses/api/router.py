"""Courses over the API: what the member may take, and the page times that the studio saves while they are marked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from django.http import HttpRequest
from ninja import Query, Router

from courses.api import schemas
from courses.gates import judge_revision
from courses.narrowing import Narrowing
from courses.services import set_page_times, visit_lecture
from courses.shown import lectures_of_course
from courses.slides import SLIDES
from courses.views.in_scope import editable_lecture
from courses.views.labelled import NONE
from courses.views.outline import Row, member_outline
from courses.views.parts import handout_of
from courses.views.shelf import Book, narrowed, shelf_of
from courses.views.slide_parts import slides_of
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.errors import NotFound

router = Router(tags=["courses"], auth=signed_in)


@router.get("/courses", response=schemas.CourseList, summary="Courses that the member may take")
def list_courses(request: HttpRequest, query: Query[schemas.CourseQuery]) -> schemas.CourseList:
    """Latest published first, unless another order is asked for."""
    asked = cast("MemberRequest", request)
    narrowing = Narrowing.read({**query.dict(), "sort": "" if query.sort == "due" else query.sort or "newest"})
    every = shelf_of(asked, topic=narrowing.topic, series=narrowing.series, progress=bool(narrowing.state))
    books = narrowed(every, replace(narrowing, topic="", series=""), NONE)
    start = (query.page - 1) * query.size
    items = [_summary(book) for book in books[start : start + query.size]]
    return schemas.CourseList(items=items, more=len(books) > start + query.size)


@router.get("/courses/{course_id}", response=schemas.CourseOut, summary="One course with its lectures")
def get_course(request: HttpRequest, course_id: str) -> schemas.CourseOut:
    """Chapters and lectures of the current revision, with the member's states."""
    asked = cast("MemberRequest", request)
    lectures = lectures_of_course(asked.authority, course_id)
    if not lectures:
        raise NotFound
    judged = judge_revision(member_id=asked.user.pk, lectures=lectures, at=asked.at)
    outline = member_outline(lectures=lectures, judged=judged)
    revision = lectures[0].revision
    return schemas.CourseOut(
        id=course_id,
        title=revision.title,
        summary=revision.summary,
        required=revision.required,
        revision=revision.number,
        published_at=revision.published_at,
        organisation=revision.course.organisation.name,
        chapters=[
            schemas.ChapterOut(title=chapter.title, lectures=[_lecture(row) for row in chapter.rows])
            for chapter in outline.chapters
        ],
    )


@router.get("/lectures/{lecture_id}", response=schemas.LectureOut, summary="One open lecture")
def get_lecture(request: HttpRequest, lecture_id: str) -> schemas.LectureOut:
    """What the member may use now; problem `gate-closed` says why not yet."""
    asked = cast("MemberRequest", request)
    shown = visit_lecture(member=asked.user, authority=asked.authority, lecture_id=lecture_id, at=asked.at).shown
    slides = slides_of(shown)
    return schemas.LectureOut(
        id=lecture_id,
        course=shown.revision.course.public_id,
        revision=shown.revision.number,
        kind=shown.kind,
        title=shown.title,
        summary=shown.summary,
        minutes=shown.minutes,
        asset=shown.asset.public_id if shown.asset else None,
        required_from_ms=shown.required_from_ms,
        required_to_ms=shown.required_to_ms,
        sections=schemas.frozen_sections(lecture_id, shown.content),
        pages=[schemas.SlidePage.from_orm(page) for page in slides.pages] if slides else [],
        file=schemas.FileOut(**handout) if (handout := handout_of(shown)) else None,
    )


@router.put("/lectures/{lecture_id}/page-times", response=schemas.PageTimes, summary="Mark when pages begin")
def put_page_times(request: HttpRequest, lecture_id: str, body: schemas.PageTimes) -> schemas.PageTimes:
    """For the author of the draft, while she marks them; `page-times-invalid` names the first that does not fit."""
    asked = cast("MemberRequest", request)
    lecture = editable_lecture(asked, lecture_id)
    if lecture.kind != SLIDES:
        raise NotFound
    set_page_times(lecture=lecture, times=body.times, at=asked.at, by=asked.user)
    return body


def _summary(book: Book) -> schemas.CourseSummary:
    return schemas.CourseSummary(
        id=book.course_id,
        title=book.title,
        summary=book.summary,
        required=book.is_required,
        lectures=book.lectures or 0,
        minutes=book.minutes or Decimal(0),
        published_at=book.published_at,
        due_on=book.due_on,
    )


def _lecture(row: Row) -> schemas.LectureSummary:
    shown = row.shown
    return schemas.LectureSummary(
        id=row.lecture_id,
        kind=shown.kind,
        title=shown.title,
        summary=shown.summary,
        minutes=shown.minutes,
        state=row.state,
        reason=row.reason,
    )
