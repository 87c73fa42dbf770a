"""What is next for a member: where she left off, or the first thing that is not completed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery

from courses.dues import Due, dues_of
from courses.models import Course, LectureRevision
from courses.scope import opened_ids, scope_of
from progress.models import CourseCompletion, LectureCompletion, ViewingSession
from school.composed import Composed, Given, padded
from school.organisation.authority import Authority

COURSES_SHOWN = 6


@dataclass(frozen=True)
class NextLecture:
    """One lecture to go on with; `number` counts from 1 within its course; `due` is its course's, in words."""

    lecture_id: str
    title: str
    course_id: str
    course_title: str
    number: int
    of: int
    required: bool
    started: bool
    due: str = ""


@dataclass(frozen=True)
class WaitingCourse:
    """A course that is open to the member and not completed."""

    course_id: str
    title: str
    required: bool
    lectures: int
    completed: int
    minutes: int
    due: str = ""


@dataclass(frozen=True)
class Ahead:
    next: NextLecture | None
    courses: list[WaitingCourse]


class _Row(NamedTuple):
    """A lecture of a waiting course, with what the member has done about it."""

    course_pk: int
    course_id: str
    course_title: str
    required: bool
    lecture_id: str
    title: str
    minutes: Decimal
    completed: bool
    last_opened_at: datetime | None


def ahead_of(*, authority: Authority, at: datetime) -> Ahead:
    """The next lecture and the first waiting courses: by due day, then required ones, then the newest.

    What is due at all goes before what was begun without a day. Four queries, or five.
    """
    waiting = dict(_WAITING.rows(records=list(authority.records), **scope_of(authority)))
    dues = dues_of(authority, waiting, at)
    shown = sorted(waiting, key=lambda pk: _urgency(dues.get(pk)))[:COURSES_SHOWN]
    by_course: dict[int, list[_Row]] = {pk: [] for pk in shown}
    revisions = [pk for pk in (waiting[course] for course in shown) if pk is not None]
    for row in map(_Row._make, _LECTURES.rows(revisions=padded(revisions), records=list(authority.records))):
        by_course[row.course_pk].append(row)
    rows = {pk: lectures for pk, lectures in by_course.items() if lectures}
    chosen = _chosen([row for lectures in rows.values() for row in lectures if not row.completed], dues)
    words = {pk: due.in_words(authority.on) for pk, due in dues.items()}
    return Ahead(
        next=_next(chosen, rows[chosen.course_pk], dues, words) if chosen else None,
        courses=[_course(lectures, dues, words) for lectures in rows.values()],
    )


def _urgency(due: Due | None) -> tuple[date, bool]:
    """The earliest day first, also where it has passed; without a day, what is asked of her."""
    return (due.due_on or date.max, not due.required) if due is not None else (date.max, True)


def _chosen(undone: list[_Row], dues: Mapping[int, Due]) -> _Row | None:
    """Of the course that is due first, else where she left off, else the first; in a due course where she left off."""
    first = undone[0] if undone else None
    if first is not None and first.course_pk in dues and dues[first.course_pk].due_on is not None:
        undone = [row for row in undone if row.course_pk == first.course_pk]
    started = [(row.last_opened_at, row) for row in undone if row.last_opened_at]
    return max(started, key=itemgetter(0))[1] if started else first


def _waiting(given: Given) -> QuerySet[Any, Any]:
    """The twin of `Course.objects.visible_to`, over places: those that are not completed."""
    completed = CourseCompletion.objects.filter(member__pk__in=given["records"], course=OuterRef("pk"))
    found = Course.objects.published().filter(pk__in=opened_ids(given)).exclude(Exists(completed))
    found = found.order_by("-published_revision__required", "-published_revision__published_at", "-published_revision")
    return found.values_list("pk", "published_revision_id")


def _lectures(given: Given) -> QuerySet[Any, Any]:
    sessions = ViewingSession.objects.filter(member__pk__in=given["records"], lecture=OuterRef("lecture"))
    last_opened = sessions.order_by("-opened_at").values("opened_at")[:1]
    completed = LectureCompletion.objects.filter(member__pk__in=given["records"], lecture=OuterRef("lecture"))
    return (
        LectureRevision.objects.filter(revision__pk__in=given["revisions"])
        .order_by("chapter_position", "position")
        .annotate(completed=Exists(completed), last_opened_at=Subquery(last_opened, output_field=DateTimeField()))
        .values_list(
            "revision__course_id",
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


_WAITING: Composed[tuple[int, int | None]] = Composed(_waiting)
_LECTURES: Composed[tuple[Any, ...]] = Composed(_lectures)


def _next(row: _Row, siblings: list[_Row], dues: Mapping[int, Due], words: Mapping[int, str]) -> NextLecture:
    return NextLecture(
        lecture_id=row.lecture_id,
        title=row.title,
        course_id=row.course_id,
        course_title=row.course_title,
        number=siblings.index(row) + 1,
        of=len(siblings),
        required=_required(row, dues),
        started=row.last_opened_at is not None,
        due=words.get(row.course_pk, ""),
    )


def _required(row: _Row, dues: Mapping[int, Due]) -> bool:
    """By its author, or by who assigned it to the member."""
    return row.required or (row.course_pk in dues and dues[row.course_pk].required)


def _course(lectures: list[_Row], dues: Mapping[int, Due], words: Mapping[int, str]) -> WaitingCourse:
    first = lectures[0]
    return WaitingCourse(
        course_id=first.course_id,
        title=first.course_title,
        required=_required(first, dues),
        lectures=len(lectures),
        completed=sum(row.completed for row in lectures),
        minutes=int(sum(row.minutes for row in lectures)),
        due=words.get(first.course_pk, ""),
    )
