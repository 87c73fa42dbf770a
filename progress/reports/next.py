"""What is next for a member: where she left off, or the first thing that is not completed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import itemgetter

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery

from courses.models import Course, LectureRevision
from progress.models import CourseCompletion, LectureCompletion, ViewingSession
from school.organisation.authority import Authority

COURSES_SHOWN = 6
COURSE_ORDER = ("-revision__required", "-revision__published_at", "-revision")


@dataclass(frozen=True)
class NextLecture:
    """One lecture to go on with; `number` counts from 1 within its course."""

    lecture_id: str
    title: str
    course_id: str
    course_title: str
    number: int
    of: int
    required: bool
    started: bool


@dataclass(frozen=True)
class WaitingCourse:
    """A course that is open to the member and not completed."""

    course_id: str
    title: str
    required: bool
    lectures: int
    completed: int
    minutes: int


@dataclass(frozen=True)
class Ahead:
    next: NextLecture | None
    courses: list[WaitingCourse]


@dataclass(frozen=True)
class _Row:
    """A lecture of a waiting course, with what the member has done about it."""

    revision_id: int
    course_id: str
    course_title: str
    required: bool
    lecture_id: str
    title: str
    minutes: Decimal
    completed: bool
    last_opened_at: datetime | None


def ahead_of(*, authority: Authority) -> Ahead:
    """The next lecture and the first waiting courses, required ones first; one query."""
    rows = _lectures(_waiting(authority), authority.records)
    by_course: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_course[row.revision_id].append(row)
    undone = [row for row in rows if not row.completed]
    started = [(row.last_opened_at, row) for row in undone if row.last_opened_at]
    chosen = max(started, key=itemgetter(0))[1] if started else undone[0] if undone else None
    return Ahead(
        next=_next(chosen, by_course[chosen.revision_id]) if chosen else None,
        courses=[_course(lectures) for lectures in by_course.values()],
    )


def _waiting(authority: Authority) -> QuerySet[Course]:
    completed = CourseCompletion.objects.filter(member__in=authority.records, course=OuterRef("pk"))
    return (
        Course.objects.visible_to(authority)
        .exclude(Exists(completed))
        .order_by("-published_revision__required", "-published_revision__published_at", "-published_revision")
    )


def _lectures(courses: QuerySet[Course], records: Collection[int]) -> list[_Row]:
    shown = courses.values("published_revision_id")[:COURSES_SHOWN]
    last_opened = (
        ViewingSession.objects.filter(member__in=records, lecture=OuterRef("lecture"))
        .order_by("-opened_at")
        .values("opened_at")[:1]
    )
    lectures = (
        LectureRevision.objects.filter(revision__in=shown)
        .order_by(*COURSE_ORDER, "chapter_position", "position")
        .annotate(
            completed=Exists(LectureCompletion.objects.filter(member__in=records, lecture=OuterRef("lecture"))),
            last_opened_at=Subquery(last_opened, output_field=DateTimeField()),
        )
        .values_list(
            "revision_id",
            "revision__course__public_id",
            "revision__title",
            "revision__required",
            "lecture__public_id",
            "title",
            "minutes",
            "completed",
            "last_opened_at",
        )
    )
    return [_Row(*lecture) for lecture in lectures]


def _next(row: _Row, siblings: list[_Row]) -> NextLecture:
    return NextLecture(
        lecture_id=row.lecture_id,
        title=row.title,
        course_id=row.course_id,
        course_title=row.course_title,
        number=siblings.index(row) + 1,
        of=len(siblings),
        required=row.required,
        started=row.last_opened_at is not None,
    )


def _course(lectures: list[_Row]) -> WaitingCourse:
    first = lectures[0]
    return WaitingCourse(
        course_id=first.course_id,
        title=first.course_title,
        required=first.required,
        lectures=len(lectures),
        completed=sum(row.completed for row in lectures),
        minutes=int(sum(row.minutes for row in lectures)),
    )
