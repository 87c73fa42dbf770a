"""What the API tells of courses. Ids are public ids, lengths are minutes, moments are ISO 8601."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

from courses.richtext.showing import for_reader
from courses.views.outline import State


class CourseQuery(Schema):
    """The same narrowing as the catalogue's; empty narrows nothing."""

    q: str = Field("", max_length=100, description="Words in the title or the summary.")
    show: Literal["", "all", "required", "elective"] = "all"
    state: Literal["", "not_begun", "begun", "completed", "due", "new"] = ""
    topic: str = Field("", max_length=12, description="Id of a topic.")
    series: str = Field("", max_length=12, description="Id of a series.")
    owner: str = Field("", max_length=12, description="Id of the organisation that owns the course.")
    kind: str = Field("", max_length=20, description="A kind of lecture that the course has.")
    length: Literal["", "short", "middle", "long"] = Field("", description="Up to 15 minutes, up to 60, longer.")
    sort: Literal["", "due", "newest", "title", "shortest"] = "newest"
    page: int = Field(1, ge=1, le=10_000)
    size: int = Field(20, ge=1, le=100)


class CourseSummary(Schema):
    id: str
    title: str
    summary: str
    required: bool
    lectures: int
    minutes: Decimal
    published_at: datetime
    due_on: date | None


class CourseList(Schema):
    """One page; `more` says whether another follows."""

    items: list[CourseSummary]
    more: bool


class LectureSummary(Schema):
    """`state` is earned, open or locked (`started` is for pages); `reason` says in words why it is locked."""

    id: str
    kind: str
    title: str
    summary: str
    minutes: Decimal
    state: State
    reason: str


class ChapterOut(Schema):
    title: str
    lectures: list[LectureSummary]


class CourseOut(Schema):
    """A course as published: `revision` counts from 1."""

    id: str
    title: str
    summary: str
    required: bool
    revision: int
    published_at: datetime
    organisation: str
    chapters: list[ChapterOut]


class Section(Schema):
    """A part of an article; `html` is sanitised."""

    anchor: str
    title: str
    html: str


class SlidePage(Schema):
    """A page of slides: two pictures by their addresses, with sizes in pixels; `starts_ms` in the narration, if any."""

    number: int
    alt: str
    small: str
    small_width: int
    large: str
    width: int
    height: int
    starts_ms: int | None


class PageTimes(Schema):
    """When the pages of a draft's slides begin, in milliseconds of the narration; null for one not marked yet."""

    times: list[int | None] = Field(..., max_length=1000)


class FileOut(Schema):
    """A file to be kept: `address` sends it as a download to whoever may open the lecture; `size` in bytes."""

    name: str
    size: int
    content_type: str
    address: str


class LectureOut(Schema):
    """An open lecture: a recording by its `asset` id, an article by its sections, slides by both and their `pages`,
    a handed-out file by its one section, which is confirmed as read, and `file`."""

    id: str
    course: str
    revision: int
    kind: str
    title: str
    summary: str
    minutes: Decimal
    asset: str | None
    required_from_ms: int | None
    required_to_ms: int | None
    sections: list[Section]
    pages: list[SlidePage]
    file: FileOut | None


def frozen_sections(lecture_id: str, content: dict[str, Any]) -> list[Section]:
    """The sections of a frozen article or of slides, and the one of a file; none for other kinds."""
    pictures = content.get("pictures", {})
    return [
        Section(
            anchor=part["anchor"],
            title=part["title"],
            html=for_reader(part["html"], lecture_id=lecture_id, pictures=pictures),
        )
        for part in content.get("sections", [])
    ]
